package org.patientjourney.app.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.Patient;

/**
 * The earlier order that a posted one repeats.
 *
 * @param earlier with its patient as last corrected; null when there is none
 * @param refused what was found instead; null when nothing is to be refused
 * @param isNew false when the order itself was accepted before, and checked then
 */
record Repetition(@Nullable Order earlier, @Nullable String refused, boolean isNew) {
  static final Repetition NONE = new Repetition(null, null, true);

  /**
   * Looks for what the body names.
   *
   * @param accepted an accepted order with its patient as last corrected
   */
  static Repetition of(JsonNode posted, BiFunction<ClinicId, OrderId, Optional<Order>> accepted) {
    String clinic = text(posted, "clinic");
    String own = text(posted, "orderId");
    String named = text(posted, "repeatOf");
    if (!ClinicId.isValid(clinic) || !OrderId.isValid(own) || !OrderId.isValid(named)) {
      return NONE;
    }
    if (named.equals(own)) {
      return new Repetition(null, "the order itself", true);
    }
    boolean isNew = accepted.apply(new ClinicId(clinic), new OrderId(own)).isEmpty();
    try {
      return accepted
          .apply(new ClinicId(clinic), new OrderId(named))
          .map(order -> new Repetition(order, null, isNew))
          .orElseGet(() -> new Repetition(null, "none of this id at the clinic", isNew));
    } catch (ErasedException erased) {
      return new Repetition(null, "one whose patient was erased", isNew);
    }
  }

  /** Empty when it is no text. */
  static String text(JsonNode posted, String name) {
    return Texts.clean(Objects.requireNonNullElse(posted.path(name).textValue(), ""));
  }

  /** The body, with the earlier order's pharmacy of each exam that names none. */
  JsonNode completed(JsonNode posted) {
    if (earlier == null) {
      return posted;
    }
    JsonNode completed = posted.deepCopy();
    JsonNode known = OrderContent.of(earlier).path("exams");
    for (JsonNode exam : completed.path("exams")) {
      if (exam instanceof ObjectNode object && Fields.of(exam, "orders").isAbsent("pharmacy")) {
        known
            .valueStream()
            .filter(one -> one.path("examId").equals(exam.path("examId")))
            .filter(one -> one.has("pharmacy"))
            .forEach(one -> object.set("pharmacy", one.path("pharmacy")));
      }
    }
    return completed;
  }

  /** Notes why the order, whose other fields were read, cannot repeat the earlier one. */
  void check(Fields order) {
    JsonNode patient = order.values().path("patient");
    if (isNew && refused != null) {
      order.problem("/repeatOf", "an earlier order of the clinic and the patient", refused);
    }
    if (!isNew || earlier == null || patient.isMissingNode()) {
      return;
    }
    Patient known = earlier.patient();
    if (!known.id().value().equals(patient.path("id").asText())) {
      order.problem(
          "/repeatOf", "an earlier order of the clinic and the patient", "one of another patient");
      return;
    }
    expect(order, "firstName", known.firstName());
    expect(order, "lastName", known.lastName());
    expect(order, "dateOfBirth", known.dateOfBirth().toString());
  }

  /** A repetition is for the same person: an account may be a family's. */
  private static void expect(Fields order, String name, String known) {
    String found = order.values().path("patient").path(name).asText();
    if (!found.isEmpty() && !found.equalsIgnoreCase(known)) {
      order.problem("/patient/" + name, "that of the patient of repeatOf", "another");
    }
  }
}
