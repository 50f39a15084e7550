package org.patientjourney.sandbox.question;

import java.util.List;
import java.util.Optional;

/** One question; {@code several} when more than one of its responses can be chosen. */
record Question(int no, int id, String question, boolean several, List<Choice> responses) {

  boolean isFreeText() {
    return responses.isEmpty();
  }

  Optional<Choice> response(int responseId) {
    return responses.stream().filter(r -> r.examQuestionResponseId() == responseId).findFirst();
  }
}
