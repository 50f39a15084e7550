package org.patientjourney.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.patientjourney.sandbox.exam.Exam;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.pdf.PdfLinks;
import org.patientjourney.sandbox.question.AnsweredQuestion;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.EventContent.Decided;
import org.patientjourney.sandbox.state.EventContent.Prescribed;
import org.patientjourney.sandbox.state.EventContent.Shipped;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** An event as it is posted now, in the shape that is switched on now (contract 5.1 to 5.3). */
record EventBody(Event event, Invite invite, Shape shape, PdfLinks links) {
  WebhookBody written() {
    ObjectNode body = Json.MAPPER.createObjectNode().put("event", event.event());
    event.content().map(d -> decided(body, d), p -> prescribed(body, p), s -> shipped(body, s));
    if (shape.additionalData().isIn(event.event())) {
      body.put("additional_data", invite.patient().additionalData());
    }
    return new WebhookBody(event.patientExamId(), body.toString());
  }

  private ObjectNode decided(ObjectNode body, Decided decided) {
    return withExam(body, decided.status()).put("reason", decided.reason());
  }

  private ObjectNode prescribed(ObjectNode body, Prescribed prescribed) {
    Prescription prescription = new Prescription(prescribed, exam().id(), invite.pharmacy());
    return prescription.writeTo(withExam(body, ExamStatus.APPROVED), shape);
  }

  private ObjectNode shipped(ObjectNode body, Shipped shipped) {
    Shipment shipment = new Shipment(shipped, invite.pharmacy());
    return shipment.writeTo(body, event.patientExamId(), shape);
  }

  /** What events 1 and 2 have in common. */
  private ObjectNode withExam(ObjectNode body, ExamStatus status) {
    Exam exam = exam();
    boolean clinician = status.hasClinician();
    // The published sample of an approval has it long before event 2 (contract 5.1).
    boolean confirmed = event.event() == 2 || (exam.isRx() && status.equals(ExamStatus.APPROVED));
    body.set("exam_id", id(exam.id()));
    body.set("patient_exam_id", id(event.patientExamId()));
    body.put("exam_name", exam.title())
        .put("exam_status", shape.statusSpelling().of(status.text()))
        .put("exam_url", clinician ? links.of(event.patientExamId()) : null)
        .put("rx_status", confirmed ? "Pharmacy Confirmed" : null)
        .put("clinic_name", invite.clinic())
        .put("patient_email", invite.patient().email())
        .put("patient_phone_number", invite.patient().phoneNumber())
        .put("provider_name", clinician ? "NP Dana Okafor" : null)
        .set("questions_answers", Json.MAPPER.valueToTree(answers(status)));
    return body;
  }

  /** [openapi] None for a patient who never came, whatever the clinic had answered. */
  private List<AnsweredQuestion> answers(ExamStatus status) {
    return status.equals(ExamStatus.MISSED) ? List.of() : AnsweredQuestion.of(patientExam());
  }

  private JsonNode id(long id) {
    return shape.idTypes().id(event.event(), String.valueOf(id));
  }

  private Exam exam() {
    return ExamCatalogue.get(patientExam().examId());
  }

  private PatientExam patientExam() {
    return invite.exam(event.patientExamId()).orElseThrow();
  }

  @Override
  public String toString() {
    return "EventBody[" + event.id() + "]";
  }
}
