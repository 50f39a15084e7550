package org.patientjourney.activities.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.patientjourney.activities.compliance.AccessRequests.care;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pdf.TestPdfs;
import org.patientjourney.activities.report.ProviderReports.PrescribedMedicine;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** Data that may name a controlled substance is read by fewer roles. */
@SuppressWarnings("NullAway.Init") // set before each test
class ControlledReadsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final PersonalReads reads =
      new PersonalReads(
          engine.jdbi(),
          engine.encryption(),
          engine.reports(),
          new AccessLog(engine.jdbi(), engine.encryption(), engine.clock()));

  @BeforeEach
  void invite() {
    engine.accept(TestOrders.approvableTwice());
    SentInvites.sent(engine, new MeetingId(SENDER.value()), 1, "https://meeting.example.org/m-1");
  }

  @Test
  void a_controlled_substance_is_listed_and_shown_to_fewer_roles() {
    applied(event2("Canaria is healthy", "", "C3"));

    List<PrescribedMedicine> forCare =
        reads.prescriptions(care(PersonalEndpoint.PRESCRIPTIONS), SENDER, false).orElseThrow();
    List<PrescribedMedicine> forDispensing =
        reads.prescriptions(care(PersonalEndpoint.PRESCRIPTIONS), SENDER, true).orElseThrow();

    assertThat(forCare).extracting(PrescribedMedicine::controlled).containsExactly(false, true);
    assertThat(forCare.get(0).medicine()).isNotNull();
    assertThat(forCare.get(1).medicine()).isNull();
    assertThat(forDispensing).allMatch(medicine -> medicine.medicine() != null);
  }

  /** The text of an event 2 may name the medicine, in its reason for example. */
  @Test
  void the_text_of_a_consultation_is_shown_to_fewer_when_it_may_name_a_controlled_substance() {
    applied(event1("Canaria is healthy"));
    applied(event2("Canaria is well", "", "C3"));

    AccessRequest asked = care(PersonalEndpoint.CONSULTATIONS);
    List<ReportedConsultation> forCare = reads.consultations(asked, SENDER, false).orElseThrow();
    List<ReportedConsultation> forAll = reads.consultations(asked, SENDER, true).orElseThrow();

    assertThat(forCare)
        .extracting(ReportedConsultation::event, said -> said.words() == null)
        .containsExactly(tuple(1, false), tuple(2, true));
    assertThat(forCare.get(0).status()).isEqualTo(ExamStatus.APPROVED);
    assertThat(forAll)
        .extracting(said -> Objects.requireNonNull(said.words()).reason())
        .containsExactly("Canaria is healthy", "Canaria is well");
    assertThat(DATABASE.dump()).doesNotContain("Canaria is");
  }

  @Test
  void a_body_is_read_by_fewer_unless_it_is_known_to_name_no_controlled_substance() {
    Map<String, Boolean> expected =
        Map.of(
            event1("well"),
            false,
            event2("well", ""),
            false,
            event2("well"),
            true,
            event2("well", "", "C3"),
            true,
            "{\"event\": 3}",
            false,
            "{\"event\": 4}",
            true,
            "no JSON",
            true);

    expected.forEach(
        (body, isNarrow) ->
            assertThat(reads.isForDispensingAlone(delivered(body))).as(body).isEqualTo(isNarrow));
  }

  @Test
  void a_pdf_has_the_access_rule_of_its_event() {
    WebhookDeliveryId open = delivered(event1("well"));
    WebhookDeliveryId narrow = delivered(event2("well", "C3"));
    PdfCopyId pdf =
        TestPdfs.copied(engine, SENDER, open, "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
    assertThat(reads.isForDispensingAlone(pdf)).isFalse();

    DATABASE.change("update pdf_copy set delivery_id = '" + narrow + "'");
    assertThat(reads.isForDispensingAlone(pdf)).isTrue();
  }

  @Test
  void a_body_that_is_kept_in_part_is_read_by_fewer() {
    WebhookDeliveryId cut = delivered(event1("well"));
    DATABASE.change("update webhook_delivery set truncated = true");

    assertThat(reads.isForDispensingAlone(cut)).isTrue();
  }

  @Test
  void a_quarantined_body_is_read_by_fewer_and_a_missing_one_by_none() {
    byte[] harmless = event1("well").getBytes(StandardCharsets.UTF_8);
    engine.webhooks().quarantine("198.51.100.7", harmless, true);
    WebhookDeliveryId quarantined =
        new WebhookDeliveryId(
            UUID.fromString(
                DATABASE
                    .texts(
                        "select delivery_id::text from webhook_delivery"
                            + " where state = 'QUARANTINED'")
                    .get(0)));

    assertThat(reads.isForDispensingAlone(quarantined)).isTrue();
    assertThat(reads.isForDispensingAlone(new WebhookDeliveryId(new UUID(1, 1)))).isFalse();
    assertThat(reads.isForDispensingAlone(new PdfCopyId(SENDER, "0".repeat(64)))).isFalse();
  }

  private static String event1(String reason) {
    return """
    {"event": 1, "exam_id": 5101, "patient_exam_id": 601233, "exam_status": "Approved",
     "reason": "%s"}
    """
        .formatted(reason);
  }

  /** One medicine for each schedule code; an empty one is not controlled. */
  private static String event2(String reason, String... scheduleCodes) {
    String medicines =
        Stream.of(scheduleCodes)
            .map("{\"drug_name\": \"Canariazepatide\", \"schedule_code\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    return """
    {"event": 2, "patient_exam_id": 601233, "reason": "%s", "prescription": [%s]}
    """
        .formatted(reason, medicines);
  }

  private WebhookDeliveryId delivered(String body) {
    engine.clock().advance(Duration.ofSeconds(1));
    return engine.deliver(
        SentInvites.attempt(engine, new MeetingId(SENDER.value()), 1),
        body.getBytes(StandardCharsets.UTF_8),
        false,
        null);
  }

  private void applied(String body) {
    engine
        .dao(WebhookDeliveryDao.class)
        .markApplied(delivered(body), SENDER, "FACT", engine.clock().instant());
  }
}
