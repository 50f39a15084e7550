package org.patientjourney.activities.pdf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.journey.TestFact;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.qualiphy.webhook.Reading;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** One event of a journey, an approval, that is delivered again and again with other links. */
public final class TestPdfs {
  public static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final PatientExamId PATIENT_EXAM = new PatientExamId("601233");

  private final TestEngine engine;

  public TestPdfs(TestEngine engine) {
    this.engine = engine;
  }

  public static PdfCopyId copyId() {
    return new PdfCopyId(JOURNEY, reading(null).digest());
  }

  /** The event, stored; not applied yet. */
  public WebhookDeliveryId delivered(@Nullable String link) {
    MeetingId meeting = MeetingId.sentBy(JOURNEY);
    InviteAttemptRow attempt =
        engine
            .dao(InviteAttemptDao.class)
            .find(meeting, 1)
            .orElseGet(() -> engine.attemptOf(meeting));
    return engine.deliver(attempt, body(link), false, null);
  }

  /** The event, applied by a run of the journey: at first as a fact, then as its duplicate. */
  public WebhookDeliveryId applied(@Nullable String link) {
    WebhookDeliveryId id = delivered(link);
    TestRecords.merge(engine, JOURNEY, event(id));
    return id;
  }

  /** The event, after its journey was closed: nothing changes there. */
  public void late(@Nullable String link) {
    engine.reopening().receiveLate(JOURNEY, delivered(link), 1, new TestFact(false));
  }

  /** The same, of another patient exam. */
  public void lateAndNotBelieved(String link) {
    engine.reopening().receiveLate(JOURNEY, delivered(link), 1, new TestFact(false, false));
  }

  /** A PDF of any journey that is copied already. */
  public static PdfCopyId copied(
      TestEngine engine, JourneyId journey, WebhookDeliveryId delivery, byte[] content) {
    Reading.Consultation reading = reading("https://pdf.example.org/r/601233.pdf");
    PdfCopyId copy = new PdfCopyId(journey, reading.digest());
    Instant now = engine.clock().instant();
    engine
        .jdbi()
        .useTransaction(
            handle -> engine.pdfLinks().offer(handle, journey, delivery, now, reading, now));
    new PdfCopies(
            engine.jdbi(),
            engine.encryption(),
            FirstTries.none(),
            clinic -> false,
            engine.clock(),
            new PdfDownload(null))
        .copied(copy, content);
    return copy;
  }

  PdfCopyRow row() {
    return engine
        .jdbi()
        .inTransaction(handle -> handle.attach(PdfCopyDao.class).findLocked(copyId()))
        .orElseThrow();
  }

  private ConsultationCompleted event(WebhookDeliveryId id) {
    return new ConsultationCompleted(
        id,
        1,
        PATIENT_EXAM,
        ExamStatus.APPROVED,
        RxStatus.NOT_TOLD,
        true,
        copyId().digest(),
        engine.clock().instant());
  }

  static Reading.Consultation reading(@Nullable String link) {
    return Objects.requireNonNull(
        (Reading.Consultation) new QualiphyWebhookReader().read(body(link)));
  }

  private static byte[] body(@Nullable String link) {
    String url = link == null ? "null" : "\"" + link + "\"";
    return """
        { "event": 1, "exam_id": 5101, "patient_exam_id": 601233, "exam_status": "Approved",
          "exam_url": %s, "questions_answers": [] }
        """
        .formatted(url)
        .getBytes(StandardCharsets.UTF_8);
  }
}
