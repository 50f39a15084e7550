package org.patientjourney.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.SecurityContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.command.Origin;

/**
 * The body of a command as it was read.
 *
 * @param origin who gives the command and why
 * @param values all fields, in canonical form
 */
public record CommandBody(Origin origin, ObjectNode values) {
  private static final TextRule COMMAND_ID =
      TextRule.of(Texts.ID.expected() + ", chosen by the caller", Texts.ID::fits);
  private static final TextRule REASON = words("why");

  /** Refused with 422 and every problem, unless the body has an id, a reason and no other field. */
  public static Origin originOf(@Nullable ObjectNode body, SecurityContext caller) {
    return read(ProblemType.COMMAND_REFUSED, body, caller, fields -> {}).origin();
  }

  /**
   * Refused with 422 and every problem, unless all fields can be read.
   *
   * @param particulars reads the fields beside id and reason
   */
  public static CommandBody read(
      ProblemType refusal,
      @Nullable ObjectNode body,
      SecurityContext caller,
      Consumer<Fields> particulars) {
    ObjectNode values =
        values(
            refusal,
            body,
            all -> {
              all.text("commandId", COMMAND_ID);
              all.text("reason", REASON);
              particulars.accept(all);
            });
    return new CommandBody(
        new Origin(
            values.get("commandId").textValue(),
            Caller.of(caller).name(),
            values.get("reason").textValue()),
        values);
  }

  /** The same of a dry run, which needs neither id nor reason. */
  public static ObjectNode values(
      ProblemType refusal, @Nullable ObjectNode body, Consumer<Fields> reader) {
    Fields fields = Fields.of(body, "commands");
    fields.readBy(reader);
    if (!fields.problems().isEmpty()) {
      throw refusal.refusal("nothing was done: correct the fields below", fields.problems());
    }
    return fields.values();
  }

  static TextRule words(String what) {
    return TextRule.of(what + ", in 1 to 500 characters", text -> text.length() <= 500);
  }

  public String text(String name) {
    return values.get(name).textValue();
  }

  /** Without the texts that a person wrote. */
  @Override
  public String toString() {
    return "CommandBody[" + origin + "]";
  }
}
