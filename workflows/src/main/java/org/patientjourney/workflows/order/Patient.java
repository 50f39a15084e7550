package org.patientjourney.workflows.order;

import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The patient of one order. Prints its id only.
 *
 * @param state two upper-case letters: where the patient is, which decides who may examine them
 * @param phone in E.164: {@code +1} and ten digits
 */
public record Patient(
    PatientId id,
    String firstName,
    String lastName,
    String email,
    String phone,
    LocalDate dateOfBirth,
    @Nullable Gender gender,
    String state,
    @Nullable ZoneId timeZone,
    @Nullable Address homeAddress) {

  public enum Gender {
    MALE,
    FEMALE,
    UNDISCLOSED
  }

  @Override
  public String toString() {
    return "Patient[" + id + "]";
  }
}
