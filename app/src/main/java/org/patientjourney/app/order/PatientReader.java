package org.patientjourney.app.order;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.Patient.Gender;
import org.patientjourney.workflows.order.PatientId;

/** Reads patient and addresses of an order. */
final class PatientReader {
  private static final String STATE = "two upper-case letters";
  private static final String ZIP = "5 digits, or 5 and 4 with a dash";

  private PatientReader() {}

  /**
   * Reads the patient.
   *
   * @param exams that the patient shall take: each has its minimum age
   */
  static Optional<Patient> patient(Fields fields, OrderRules rules, Collection<ExamId> exams) {
    Optional<PatientId> id =
        fields.text("id", "a text of [A-Za-z0-9_-]{1,64}", PatientId::isValid).map(PatientId::new);
    Optional<String> firstName = fields.text("firstName", Texts.NAME, Texts::isName);
    Optional<String> lastName = fields.text("lastName", Texts.NAME, Texts::isName);
    Optional<String> email = fields.text("email", Texts.EMAIL, Texts::isEmail);
    Optional<String> phone = fields.parsed("phone", Texts.PHONE, Texts::phone);
    Optional<LocalDate> birth =
        fields.parsed("dateOfBirth", "a date as YYYY-MM-DD, from 1900 on", Texts::birthDate);
    Optional<Gender> gender =
        fields.optionalParsed("gender", "male, female or undisclosed", PatientReader::gender);
    Optional<String> state = fields.text("state", STATE, PatientReader::isStateCode);
    Optional<ZoneId> zone = fields.optionalParsed("timeZone", Texts.ZONE, Texts::zone);
    Optional<Address> home =
        fields.optionalObject("homeAddress", found -> address(found, rules::checkHomeState));
    birth.ifPresent(date -> rules.checkBirth(fields, date, exams));
    state.ifPresent(code -> rules.checkPatientState(fields, code));
    rules.checkName(fields, firstName.orElse("") + " " + lastName.orElse(""));
    fields.refuseOthers();
    if (id.isEmpty()
        || firstName.isEmpty()
        || lastName.isEmpty()
        || email.isEmpty()
        || phone.isEmpty()
        || birth.isEmpty()
        || state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Patient(
            id.get(),
            firstName.get(),
            lastName.get(),
            email.get(),
            phone.get(),
            birth.get(),
            gender.orElse(null),
            state.get(),
            zone.orElse(null),
            home.orElse(null)));
  }

  /** An address whose state obeys the rule. */
  static Optional<Address> address(Fields fields, BiConsumer<Fields, String> stateRule) {
    Optional<String> line1 = fields.text("line1", Texts.LINE, Texts::isLine);
    Optional<String> line2 = fields.optionalText("line2", Texts.LINE, Texts::isLine);
    Optional<String> city = fields.text("city", Texts.LINE, Texts::isLine);
    Optional<String> state = fields.text("state", STATE, PatientReader::isStateCode);
    state.ifPresent(code -> stateRule.accept(fields, code));
    Optional<String> zip = fields.text("zip", ZIP, text -> text.matches("[0-9]{5}(-[0-9]{4})?"));
    state.ifPresent(code -> zip.ifPresent(known -> OrderRules.checkZip(fields, code, known)));
    fields.refuseOthers();
    if (line1.isEmpty() || city.isEmpty() || state.isEmpty() || zip.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Address(line1.get(), line2.orElse(null), city.get(), state.get(), zip.get()));
  }

  private static boolean isStateCode(String text) {
    return text.matches("[A-Z]{2}");
  }

  private static Optional<Gender> gender(String text) {
    for (Gender gender : Gender.values()) {
      if (gender.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(gender);
      }
    }
    return Optional.empty();
  }
}
