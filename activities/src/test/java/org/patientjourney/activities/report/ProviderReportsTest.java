package org.patientjourney.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.report.ProviderReports.PrescribedMedicine;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.report.ProviderReports.ShippedParcel;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** What events report is read from their stored bodies, which are encrypted. */
class ProviderReportsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-3:5204");
  private static final String MEDICINE = "Canariazepatide";
  private static final String TRACKING = "1Z00TEST000000417";

  private final TestEngine engine = TestEngine.on(DATABASE);

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.withPrescription());
  }

  @Test
  void lists_each_medicine_and_marks_a_controlled_one() {
    applied(
        """
        {"event": 2, "patient_exam_id": 601240, "prescription": [
          {"prescription_id": 9001, "drug_name": "%s", "schedule_code": ""},
          {"prescription_id": 9002, "drug_name": "Other", "schedule_code": "C3"}]}
        """
            .formatted(MEDICINE));

    assertThat(prescriptions())
        .extracting(
            PrescribedMedicine::prescriptionId,
            PrescribedMedicine::controlled,
            medicine -> Objects.requireNonNull(medicine.medicine()).drug().name())
        .containsExactly(tuple("9001", false, MEDICINE), tuple("9002", true, "Other"));
    assertThat(DATABASE.dump()).doesNotContain(MEDICINE);
  }

  @Test
  void a_medicine_is_confirmed_only_by_a_good_status_of_its_event_and_superseded_by_the_next() {
    String body =
        """
        {"event": 2, "patient_exam_id": 601240, "rx_status": "%s",
         "prescription": [{"prescription_id": 9001, "drug_name": "Other"}]}
        """;
    applied(body.formatted("Pharmacy Confirmed"));
    WebhookDeliveryId cancelled = applied(body.formatted("Cancelled"));

    assertThat(prescriptions())
        .extracting(PrescribedMedicine::confirmed, PrescribedMedicine::supersededBy)
        .containsExactly(tuple(true, cancelled), tuple(false, null));
  }

  @Test
  void a_medicine_without_an_id_is_superseded_by_no_other() {
    String body =
        """
        {"event": 2, "patient_exam_id": 601240, "rx_status": "Pharmacy Confirmed",
         "prescription": [{"drug_name": "%s"}]}
        """;
    applied(body.formatted(MEDICINE));
    applied(body.formatted("Other"));

    assertThat(prescriptions())
        .extracting(PrescribedMedicine::supersededBy)
        .containsExactly(null, null);
  }

  @Test
  void reads_the_text_of_an_event_2_without_a_medicine() {
    applied(
        """
        {"event": 2, "patient_exam_id": 601240, "rx_status": "Denied", "reason": "%s"}
        """
            .formatted(MEDICINE));

    assertThat(prescriptions()).isEmpty();
    assertThat(consultations())
        .singleElement()
        .returns(null, ReportedConsultation::status)
        .extracting(ReportedConsultation::words)
        .returns(MEDICINE, words -> Objects.requireNonNull(words).reason())
        .returns("Denied", words -> Objects.requireNonNull(words).rxStatus());
    assertThat(DATABASE.dump()).doesNotContain(MEDICINE);
  }

  @Test
  void lists_each_parcel_with_or_without_a_tracking_number() {
    applied(
        """
        {"event": 3, "prescription_tracking": [
          {"rx_number": "7", "tracking_number": "%s", "ship_carrier": "UPS"},
          {"rx_number": "8", "tracking_number": ""}]}
        """
            .formatted(TRACKING));

    List<ShippedParcel> parcels =
        engine.jdbi().withHandle(handle -> engine.reports().shipments(handle, JOURNEY));
    assertThat(parcels)
        .extracting(shipped -> shipped.parcel().trackingNumber())
        .containsExactly(TRACKING, null);
    assertThat(DATABASE.dump()).doesNotContain(TRACKING);
  }

  @Test
  void reads_nothing_from_a_body_that_is_kept_in_part() {
    applied("{\"event\": 2}");
    assertThat(consultations()).hasSize(1);

    DATABASE.change("update webhook_delivery set truncated = true");
    assertThat(consultations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DUPLICATE", "MATCHES_NO_PATIENT_EXAM"})
  void reads_no_report_from_a_duplicate_or_a_delivery_not_believed(String effect) {
    applied("{\"event\": 2}");

    DATABASE.change("update webhook_delivery set effect = '" + effect + "'");
    assertThat(consultations()).isEmpty();
  }

  private List<PrescribedMedicine> prescriptions() {
    return engine
        .jdbi()
        .withHandle(handle -> engine.reports().prescriptions(handle, JOURNEY, true));
  }

  private List<ReportedConsultation> consultations() {
    return engine
        .jdbi()
        .withHandle(handle -> engine.reports().consultations(handle, JOURNEY, true));
  }

  private WebhookDeliveryId applied(String body) {
    engine.clock().advance(Duration.ofSeconds(1));
    MeetingId meeting = MeetingId.sentBy(JOURNEY);
    engine.startAttempt(meeting, 1, 5101);
    WebhookDeliveryId id =
        engine.deliver(
            engine.dao(InviteAttemptDao.class).find(meeting, 1).orElseThrow(),
            body.getBytes(StandardCharsets.UTF_8),
            false,
            null);
    engine.dao(WebhookDeliveryDao.class).markApplied(id, JOURNEY, "FACT", engine.clock().instant());
    return id;
  }
}
