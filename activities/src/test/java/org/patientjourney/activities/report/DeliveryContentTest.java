package org.patientjourney.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** What events 2 and 3 say is kept, encrypted, where journeys and people find it. */
class DeliveryContentTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-3:5204");
  private static final String MEDICINE = "Canariazepatide";
  private static final String TRACKING = "1Z00TEST000000417";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final DeliveryContent content =
      new DeliveryContent(engine.encryption(), new QualiphyWebhookReader());

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.withPrescription());
  }

  @Test
  void each_medicine_is_a_row_and_a_controlled_one_is_marked() {
    WebhookDeliveryId id =
        delivered(
            """
            {"event": 2, "patient_exam_id": 601240, "prescription": [
              {"prescription_id": 9001, "drug_name": "%s", "schedule_code": ""},
              {"prescription_id": 9002, "drug_name": "Other", "schedule_code": "C3"}]}
            """
                .formatted(MEDICINE));

    keep(id);
    keep(id);

    List<PrescriptionRow> rows = engine.dao(PrescriptionDao.class).findByJourney(JOURNEY);
    assertThat(rows)
        .extracting(PrescriptionRow::prescriptionId, PrescriptionRow::controlled)
        .containsExactly(tuple("9001", false), tuple("9002", true));
    assertThat(engine.encryption().decryptText(rows.get(0).detail(), rows.get(0).context()))
        .contains(MEDICINE);
    assertThat(DATABASE.dump()).doesNotContain(MEDICINE);
  }

  @Test
  void a_medicine_is_confirmed_only_when_the_status_of_its_event_is_good() {
    String body =
        """
        {"event": 2, "patient_exam_id": 601240, "rx_status": "%s",
         "prescription": [{"prescription_id": 9001, "drug_name": "Other"}]}
        """;
    keep(delivered(body.formatted("Pharmacy Confirmed")));
    keep(delivered(body.formatted("Cancelled")));

    assertThat(DATABASE.texts("select confirmed::text from prescription order by confirmed"))
        .containsExactly("false", "true");
  }

  @Test
  void the_words_of_an_event_2_are_kept_also_when_it_tells_of_no_medicine() {
    WebhookDeliveryId id =
        delivered(
            """
            {"event": 2, "patient_exam_id": 601240, "rx_status": "Denied", "reason": "%s"}
            """
                .formatted(MEDICINE));
    DATABASE.change("update webhook_delivery set event = 2");

    keep(id);

    assertThat(engine.dao(PrescriptionDao.class).findByJourney(JOURNEY)).isEmpty();
    List<ConsultationRow> rows = engine.dao(ConsultationDao.class).findByJourney(JOURNEY);
    assertThat(rows).singleElement().returns(null, ConsultationRow::examStatus);
    assertThat(engine.encryption().decryptText(rows.get(0).detail(), rows.get(0).context()))
        .contains(MEDICINE, "Denied");
    assertThat(DATABASE.dump()).doesNotContain(MEDICINE);
  }

  @Test
  void each_parcel_is_a_row_in_the_older_shape_too() {
    WebhookDeliveryId id =
        delivered(
            """
            {"event": 3, "prescription_tracking": [
              {"rx_number": "7", "tracking_number": "%s", "ship_carrier": "UPS"},
              {"rx_number": "8", "tracking_number": ""}]}
            """
                .formatted(TRACKING));

    keep(id);

    List<ShipmentRow> rows = engine.dao(ShipmentDao.class).findByJourney(JOURNEY);
    assertThat(rows).extracting(ShipmentRow::tracked).containsExactly(true, false);
    assertThat(engine.encryption().decryptText(rows.get(0).detail(), rows.get(0).context()))
        .contains(TRACKING);
    assertThat(DATABASE.dump()).doesNotContain(TRACKING);
  }

  @Test
  void of_a_body_that_is_kept_in_part_nothing_is_read() {
    WebhookDeliveryId id =
        engine
            .webhooks()
            .accept(
                engine.attemptOf(MeetingId.ledBy(JOURNEY)),
                "{\"event\": 2}".getBytes(StandardCharsets.UTF_8),
                true,
                null);

    keep(id);

    assertThat(engine.dao(PrescriptionDao.class).findByJourney(JOURNEY)).isEmpty();
  }

  private void keep(WebhookDeliveryId id) {
    AppliedDelivery applied = new AppliedDelivery(id, AppliedDelivery.Effect.FACT);
    engine
        .jdbi()
        .useTransaction(handle -> content.keep(handle, applied, JOURNEY, engine.clock().instant()));
  }

  private WebhookDeliveryId delivered(String body) {
    return engine
        .webhooks()
        .accept(
            engine.attemptOf(MeetingId.ledBy(JOURNEY)),
            body.getBytes(StandardCharsets.UTF_8),
            false,
            null);
  }
}
