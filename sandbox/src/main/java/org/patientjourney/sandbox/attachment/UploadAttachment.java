package org.patientjourney.sandbox.attachment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.patientexam.ExamChange;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.Attachment;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** exam_upload_attachment (contract 4.8): a form with a file, or JSON with base64. */
public final class UploadAttachment implements ExamChange {

  /** What both of its guessed answers have. */
  private record Uploaded(int httpCode, String status, long attachmentId, boolean uploaded) {}

  @Override
  public Optional<ObjectNode> body(Request request) {
    return request.objectOrForm();
  }

  @Override
  public Optional<String> problem(Shape shape, Invite meeting, PatientExam exam, ObjectNode body) {
    return new UploadedFile(body).firstProblem();
  }

  @Override
  public PatientExam change(PatientExam exam, ObjectNode body, Instant now) {
    UploadedFile file = new UploadedFile(body);
    return exam.attached(file.name(), body.path("file_type").textValue(), file.bytes().length);
  }

  @Override
  public Object answer(PatientExam changed) {
    List<Attachment> all = changed.attachments();
    return new Uploaded(200, "ok", all.get(all.size() - 1).attachmentId(), true);
  }
}
