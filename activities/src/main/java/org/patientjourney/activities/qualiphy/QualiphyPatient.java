package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Patient;

/**
 * Who takes the exam.
 *
 * @param phone with country code; ten bare digits would be legal too
 * @param birthDate ISO date
 * @param jurisdiction where the patient is; {@code TE} sends the invite to the test providers
 */
record QualiphyPatient(
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonProperty("email") String email,
    @JsonProperty("dob") String birthDate,
    @JsonProperty("phone_number") String phone,
    @JsonProperty("gender") @Nullable Gender gender,
    @JsonProperty("tele_state") String jurisdiction) {

  /** Contract 4.2: an integer, not a text. */
  private enum Gender {
    MALE(1),
    FEMALE(2),
    UNDISCLOSED(3);

    private final int code;

    Gender(int code) {
      this.code = code;
    }

    @JsonValue
    int code() {
      return code;
    }

    static @Nullable Gender of(Patient.@Nullable Gender stated) {
      if (stated == null) {
        return null;
      }
      return switch (stated) {
        case MALE -> MALE;
        case FEMALE -> FEMALE;
        case UNDISCLOSED -> UNDISCLOSED;
      };
    }
  }

  static QualiphyPatient of(Patient patient) {
    return new QualiphyPatient(
        patient.firstName(),
        patient.lastName(),
        patient.email(),
        patient.dateOfBirth().toString(),
        patient.phone(),
        Gender.of(patient.gender()),
        patient.state());
  }

  @Override
  public String toString() {
    return "QualiphyPatient[not shown]";
  }
}
