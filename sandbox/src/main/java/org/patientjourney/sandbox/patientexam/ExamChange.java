package org.patientjourney.sandbox.patientexam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** What a call does to one patient exam. */
public interface ExamChange {

  /** The members of the call; empty when they are unreadable. */
  default Optional<ObjectNode> body(Request request) {
    return request.object();
  }

  /** The text of the refusal, if there has to be one. */
  Optional<String> problem(Shape shape, Invite meeting, PatientExam exam, ObjectNode body);

  /** The exam as a body without a problem changes it. */
  PatientExam change(PatientExam exam, ObjectNode body, Instant now);

  /** The answer that tells of the changed exam. */
  Object answer(PatientExam changed);
}
