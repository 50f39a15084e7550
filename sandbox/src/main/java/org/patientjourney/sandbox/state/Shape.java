package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What answers and events look like where the provider's sources disagree. The first constant of
 * each switch is the default, as in the newest official source.
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

  /** Which members have the text of an error; {@code BOTH} is error_message and message. */
  public enum ErrorBody {
    BOTH,
    ERROR_MESSAGE,
    MESSAGE,
    ERROR
  }

  /** Types of ids in events; documented are texts in events 1 and 3, numbers in event 2. */
  public enum IdTypes {
    DOCUMENTED,
    ALL_INT,
    ALL_STRING
  }

  /** Event 2 with a list of medicines, or with the fields of one medicine at the top. */
  public enum EventTwo {
    ARRAY,
    FLAT
  }

  /** Event 3 with one parcel, or with a list of parcels and no id. */
  public enum EventThree {
    FLAT,
    TRACKING_LIST
  }

  /** Which events return the invite's additional_data. */
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

  /** Which exams can be sent again; with {@code ALSO_MISSED} NA and Missed become pending. */
  public enum Resendable {
    PENDING,
    ALSO_MISSED
  }

  /**
   * Superset: either request, with ids. Documented: by exam_id only, without ids. Legacy: by
   * meeting_uuid and patient_exam_id only, with the answers so far.
   */
  public enum Questions {
    SUPERSET,
    DOCUMENTED,
    LEGACY
  }

  /** Whether answers must name their meeting. */
  public enum SubmitAnswers {
    CURRENT,
    LEGACY
  }

  /** Documented: partners and packages as bare lists, found pharmacies in an object. */
  public enum PharmacyLists {
    DOCUMENTED,
    ARRAY,
    OBJECT
  }
}
