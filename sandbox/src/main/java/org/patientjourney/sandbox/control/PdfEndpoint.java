package org.patientjourney.sandbox.control;

import java.time.Duration;
import java.util.Optional;
import org.patientjourney.sandbox.catalogue.Exam;
import org.patientjourney.sandbox.delivery.PdfLinks;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.HeldAnswers;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.ArmedFault;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.StateStore;

/** GET /pdf/{id}.pdf: the target of {@code exam_url} until it expires. */
public record PdfEndpoint(StateStore store, PdfLinks links) {
  // As CloudFront and S3 refuse a link that is expired or was changed.
  private static final Answer DENIED =
      new Answer(403, "application/xml", "<Error><Code>AccessDenied</Code><Message/></Error>\n");

  public Answer show(Request request) {
    if (!request.variable().matches("\\d{1,18}")) {
      return DENIED;
    }
    long exam = Long.parseLong(request.variable());
    if (!links.isValid(exam, request.parameter("Expires"), request.parameter("Signature"))) {
      return DENIED;
    }
    return store.now().inviteOf(exam).map(invite -> file(invite, exam)).orElse(DENIED);
  }

  private Answer file(Invite invite, long patientExamId) {
    Optional<ArmedFault> armed =
        store.takeFault(invite.clinic(), candidate -> candidate.fault().kind() == Fault.Kind.PDF);
    Fault fault = armed.map(ArmedFault::fault).orElse(null);
    if (fault == Fault.PDF_500) {
      return new Answer(500, "text/plain", "Internal server error.");
    }
    if (fault == Fault.PDF_NOT_PDF) {
      return Answer.html(200, "<html><body><h1>Please log in</h1></body></html>");
    }
    armed.ifPresent(slow -> HeldAnswers.await(Duration.ofMillis(slow.millis())));
    String title = Exam.get(invite.exam(patientExamId).orElseThrow().examId()).title();
    return new Answer(200, "application/pdf", ExamPdf.of(patientExamId, title));
  }
}
