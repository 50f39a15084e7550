package org.patientjourney.sandbox.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.exam.Exam;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;

/** Event 1 as it is posted; its ids are text [openapi], although the invite gave numbers. */
record EventBody(
    int event,
    @Nullable String reason,
    String examId,
    @Nullable String examUrl,
    String examName,
    String examStatus,
    @Nullable String rxStatus,
    String clinicName,
    String patientEmail,
    String patientPhoneNumber,
    String patientExamId,
    @Nullable String providerName,
    @Nullable String additionalData,
    List<String> questionsAnswers) {

  // [changelog] The link dies 24 hours after the webhook.
  private static final Duration PDF_LIFETIME = Duration.ofHours(24);
  // Nothing resolves under .invalid (RFC 2606).
  private static final String PDFS = "https://pdf.sandbox.invalid/r/";

  static EventBody of(Event event, Invite invite, Instant now) {
    Exam exam = ExamCatalogue.get(invite.exam(event.patientExamId()).orElseThrow().examId());
    boolean clinician = event.status().hasClinician();
    // The published sample of an approval has it long before event 2 (contract 5.1).
    boolean confirmed = exam.isRx() && event.status().equals(ExamStatus.APPROVED);
    return new EventBody(
        event.event(),
        event.reason(),
        String.valueOf(exam.id()),
        clinician ? pdfUrl(event.patientExamId(), now) : null,
        exam.title(),
        event.status().text(),
        confirmed ? "Pharmacy Confirmed" : null,
        invite.clinic(),
        invite.patient().email(),
        invite.patient().phoneNumber(),
        String.valueOf(event.patientExamId()),
        clinician ? "NP Dana Okafor" : null,
        invite.patient().additionalData(),
        List.of());
  }

  /** The signature is another one each time, as with the provider. */
  private static String pdfUrl(long patientExamId, Instant now) {
    long expires = now.plus(PDF_LIFETIME).getEpochSecond();
    return PDFS + patientExamId + ".pdf?Expires=" + expires + "&Signature=" + UUID.randomUUID();
  }

  String json() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "EventBody[" + patientExamId + "]";
  }
}
