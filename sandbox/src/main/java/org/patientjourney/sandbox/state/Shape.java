package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What answers and events look like where the provider's sources disagree; the README explains each
 * value. The first constant of each switch is the default, as in the newest official source.
 */
public record Shape(
    ErrorBody errorBody,
    IdTypes idTypes,
    EventTwo event2,
    EventThree event3,
    AdditionalData additionalData,
    StatusSpelling statusSpelling,
    Resendable resend,
    Questions questionsShape,
    SubmitAnswers submitAnswers,
    PharmacyLists pharmacyLists) {

  public static final Shape DOCUMENTED =
      new Shape(
          ErrorBody.BOTH,
          IdTypes.DOCUMENTED,
          EventTwo.ARRAY,
          EventThree.FLAT,
          AdditionalData.EVENTS_1_AND_2,
          StatusSpelling.CURRENT,
          Resendable.PENDING,
          Questions.SUPERSET,
          SubmitAnswers.CURRENT,
          PharmacyLists.DOCUMENTED);

  public enum ErrorBody {
    BOTH,
    ERROR_MESSAGE,
    MESSAGE,
    ERROR
  }

  /** Documented are texts in events 1 and 3, numbers in event 2. */
  public enum IdTypes {
    DOCUMENTED,
    ALL_INT,
    ALL_STRING
  }

  public enum EventTwo {
    ARRAY,
    FLAT
  }

  public enum EventThree {
    FLAT,
    TRACKING_LIST
  }

  public enum AdditionalData {
    @JsonProperty("1and2")
    EVENTS_1_AND_2,
    EVENT1,
    ALL
  }

  public enum StatusSpelling {
    CURRENT,
    OLD
  }

  public enum Resendable {
    PENDING,
    ALSO_MISSED
  }

  public enum Questions {
    SUPERSET,
    DOCUMENTED,
    LEGACY
  }

  public enum SubmitAnswers {
    CURRENT,
    LEGACY
  }

  public enum PharmacyLists {
    DOCUMENTED,
    ARRAY,
    OBJECT
  }
}
