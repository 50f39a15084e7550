package org.patientjourney.sandbox.pdf;

import java.time.Duration;
import java.util.Optional;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.PdfFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** GET /pdf/{id}.pdf: what {@code exam_url} leads to, as long as it does. */
public final class PdfDoor {
  // [inferred] As CloudFront and S3 refuse a link that is expired or was changed.
  private static final Answer DENIED =
      new Answer(403, "application/xml", "<Error><Code>AccessDenied</Code><Message/></Error>\n");

  private final StateStore store;
  private final PdfLinks links;
  private final HeldAnswers held;

  public PdfDoor(StateStore store, PdfLinks links, HeldAnswers held) {
    this.store = store;
    this.links = links;
    this.held = held;
  }

  /** Answers the file, a fault, or 403. */
  public Answer answer(Request request) {
    return Optional.of(request.variable())
        .filter(id -> id.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .filter(exam -> isAlive(exam, request))
        .flatMap(exam -> store.now().inviteOf(exam).map(invite -> served(invite, exam)))
        .orElse(DENIED);
  }

  private boolean isAlive(long exam, Request request) {
    return links.isAlive(
        exam, request.parameter("Expires").orElse(""), request.parameter("Signature").orElse(""));
  }

  private Answer served(Invite invite, long patientExamId) {
    PatientExam exam = invite.exam(patientExamId).orElseThrow();
    Optional<ArmedFault> armed = takeFault(invite.clinic());
    if (armed.isEmpty()) {
      return file(exam);
    }
    return switch ((PdfFault) armed.get().fault()) {
      case PDF_500 -> new Answer(500, "text/plain", "Internal server error.");
      case PDF_NOT_PDF -> Answer.html(200, "<html><body><h1>Please log in</h1></body></html>");
      case PDF_SLOW -> {
        held.awaitEnd(Duration.ofMillis(armed.get().millis()));
        yield file(exam);
      }
    };
  }

  private static Answer file(PatientExam exam) {
    String title = ExamCatalogue.get(exam.examId()).title();
    return new Answer(200, "application/pdf", ExamPdf.of(exam.patientExamId(), title));
  }

  private Optional<ArmedFault> takeFault(String clinic) {
    return store.changeAndTell(
        state -> {
          Optional<ArmedFault> armed = state.faults().firstOfPdf(clinic);
          return new Changed<>(
              armed.map(a -> state.withFaults(state.faults().after(a))).orElse(state), armed);
        });
  }
}
