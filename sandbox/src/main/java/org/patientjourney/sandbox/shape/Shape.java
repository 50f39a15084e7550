package org.patientjourney.sandbox.shape;

import java.util.Objects;

/** What the provider's answers and events look like, wherever its sources disagree (contract 7). */
public record Shape(
    ErrorBody errorBody,
    IdTypes idTypes,
    EventTwo event2,
    EventThree event3,
    AdditionalData additionalData,
    StatusSpelling statusSpelling,
    Resendable resend,
    QuestionsShape questionsShape,
    SubmitAnswersShape submitAnswers,
    PharmacyLists pharmacyLists) {

  /** As the newest official source says. */
  public static final Shape DOCUMENTED =
      new Shape(
          ErrorBody.BOTH,
          IdTypes.DOCUMENTED,
          EventTwo.ARRAY,
          EventThree.FLAT,
          AdditionalData.EVENTS_1_AND_2,
          StatusSpelling.CURRENT,
          Resendable.PENDING,
          QuestionsShape.SUPERSET,
          SubmitAnswersShape.CURRENT,
          PharmacyLists.DOCUMENTED);

  public Shape {
    Objects.requireNonNull(errorBody, "error_body");
    Objects.requireNonNull(idTypes, "id_types");
    Objects.requireNonNull(event2, "event2");
    Objects.requireNonNull(event3, "event3");
    Objects.requireNonNull(additionalData, "additional_data");
    Objects.requireNonNull(statusSpelling, "status_spelling");
    Objects.requireNonNull(resend, "resend");
    Objects.requireNonNull(questionsShape, "questions_shape");
    Objects.requireNonNull(submitAnswers, "submit_answers");
    Objects.requireNonNull(pharmacyLists, "pharmacy_lists");
  }
}
