package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** What an event's link does to the record when the event is applied. */
class PdfLinksTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String LINK = "https://pdf.example.org/r/601233.pdf?Signature=";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestPdfs pdfs = new TestPdfs(engine);
  private final Instant receivedAt = engine.clock().instant();

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void an_applied_event_requests_its_copy() {
    WebhookDeliveryId delivery = pdfs.applied(LINK + "1");

    assertThat(pdfs.row())
        .isEqualTo(
            new PdfCopyRow(
                TestPdfs.JOURNEY,
                TestPdfs.copyId().digest(),
                delivery,
                PdfCopyRow.State.WANTED,
                receivedAt,
                receivedAt.plus(Duration.ofHours(24)),
                0,
                null,
                receivedAt,
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void stores_the_link_encrypted() {
    pdfs.applied(LINK + "1");

    assertThat(DATABASE.dump())
        .doesNotContain("pdf.example.org")
        .doesNotContain(HexFormat.of().formatHex(LINK.getBytes(StandardCharsets.US_ASCII)));
    byte[] link = engine.dao(PdfCopyDao.class).claimDue(receivedAt, receivedAt, 1).get(0).link();
    assertThat(engine.encryption().decryptText(link, PdfLinks.context(TestPdfs.copyId())))
        .isEqualTo(LINK + "1");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void an_event_without_a_link_requests_no_copy(@Nullable String link) {
    pdfs.applied(link);

    assertThat(DATABASE.count("pdf_copy")).isZero();
  }

  @Test
  void an_event_2_has_its_own_pdf() throws IOException {
    WebhookDeliveryId delivery = pdfs.applied(LINK + "1");
    Reading reading = reading("event-2.json");
    Instant now = engine.clock().instant();

    engine
        .jdbi()
        .useTransaction(
            handle ->
                engine.pdfLinks().offer(handle, TestPdfs.JOURNEY, delivery, now, reading, now));

    String digest = ((Reading.Prescription) reading).digest();
    assertThat(engine.dao(PdfCopyDao.class).findByJourney(TestPdfs.JOURNEY))
        .extracting(PdfCopyRow::digest)
        .containsExactlyInAnyOrder(TestPdfs.copyId().digest(), digest);
  }

  @Test
  void an_event_3_has_no_pdf() throws IOException {
    WebhookDeliveryId delivery = pdfs.delivered(LINK + "1");
    Reading reading = reading("event-3.json");
    engine
        .jdbi()
        .useTransaction(
            handle ->
                engine
                    .pdfLinks()
                    .offer(handle, TestPdfs.JOURNEY, delivery, receivedAt, reading, receivedAt));
    assertThat(DATABASE.count("pdf_copy")).isZero();
  }

  @Test
  void a_duplicate_may_have_a_link_that_expires_later() {
    pdfs.applied(LINK + "1");
    engine.clock().advance(Duration.ofHours(5));
    WebhookDeliveryId duplicate = pdfs.applied(LINK + "2");

    assertThat(DATABASE.texts("select effect from webhook_delivery order by received_at"))
        .containsExactly("FACT", "DUPLICATE");
    assertThat(pdfs.row().deliveryId()).isEqualTo(duplicate);
    assertThat(pdfs.row().linkDiesAt()).isEqualTo(receivedAt.plus(Duration.ofHours(29)));
  }

  @Test
  void a_lost_copy_is_wanted_again_with_a_fresh_link() {
    pdfs.applied(LINK + "1");
    DATABASE.change(
        "update pdf_copy set state = 'LOST', link = null, lost_at = wanted_at, late_at = wanted_at,"
            + " next_try_at = null, tries = 9, failure = 'GONE'");
    engine.clock().advance(Duration.ofHours(25));
    pdfs.applied(LINK + "2");

    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.WANTED);
    assertThat(pdfs.row().tries()).isZero();
    assertThat(pdfs.row().failure()).isNull();
    assertThat(pdfs.row().lostAt()).isNull();
    assertThat(pdfs.row().lateAt()).isNull();
    assertThat(pdfs.row().nextTryAt()).isEqualTo(engine.clock().instant());
  }

  @Test
  void a_duplicate_after_the_journey_was_closed_requests_a_lost_copy_again() {
    pdfs.applied(LINK + "1");
    DATABASE.change("update pdf_copy set state = 'LOST', link = null, next_try_at = null");
    TestRecords.close(engine, TestPdfs.JOURNEY);
    engine.clock().advance(Duration.ofHours(1));
    pdfs.late(LINK + "2");

    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.WANTED);
  }

  @Test
  void an_event_of_another_patient_exam_requests_no_copy() {
    TestRecords.close(engine, TestPdfs.JOURNEY);
    pdfs.lateAndNotBelieved(LINK + "1");

    assertThat(DATABASE.count("pdf_copy")).isZero();
  }

  @Test
  void a_copy_is_not_made_again() {
    TestPdfs.copied(engine, TestPdfs.JOURNEY, pdfs.delivered(LINK + "1"), PdfServer.PDF);
    engine.clock().advance(Duration.ofHours(1));
    String before = pdfs.row().toString();
    pdfs.applied(LINK + "2");

    assertThat(pdfs.row()).hasToString(before);
  }

  /** Deliveries are applied in any order. */
  @Test
  void ignores_a_link_that_expires_sooner() {
    WebhookDeliveryId first = pdfs.delivered(LINK + "1");
    engine.clock().advance(Duration.ofHours(1));
    WebhookDeliveryId second = pdfs.applied(LINK + "2");
    engine
        .jdbi()
        .useTransaction(
            handle ->
                engine
                    .pdfLinks()
                    .offer(
                        handle,
                        TestPdfs.JOURNEY,
                        first,
                        receivedAt,
                        TestPdfs.reading(LINK + "1"),
                        engine.clock().instant()));

    assertThat(pdfs.row().deliveryId()).isEqualTo(second);
  }

  private static Reading reading(String file) throws IOException {
    try (InputStream in = PdfLinksTest.class.getResourceAsStream("/qualiphy/" + file)) {
      return new QualiphyWebhookReader().read(Objects.requireNonNull(in).readAllBytes());
    }
  }
}
