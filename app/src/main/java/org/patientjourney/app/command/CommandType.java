package org.patientjourney.app.command;

import static org.patientjourney.app.command.CommandField.DECISION;
import static org.patientjourney.app.command.CommandField.EVIDENCE;
import static org.patientjourney.app.command.CommandField.PATIENT_EXAM_ID;
import static org.patientjourney.app.command.CommandField.RESOLUTION;
import static org.patientjourney.app.command.CommandField.WAIVED_BY;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.InviteCommand.ResendInvite;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

/**
 * The commands that a person gives to a journey. What is read, the OpenAPI schema and the table in
 * docs/api.md all come from this list.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists are unmodifiable, functions without state
public enum CommandType {
  HOLD(
      "Nothing is sent for the journey until it is released; what arrives is recorded.",
      List.of(Role.OPERATIONS),
      List.of(),
      body -> new HoldJourney(body.origin())),
  RELEASE(
      "Releases a hold.",
      List.of(Role.OPERATIONS),
      List.of(CommandField.HOLD),
      body -> new Release(body.origin(), HoldReason.valueOf(body.text("hold")))),
  RESOLVE_INVITE(
      "Says whether an invite with an unknown outcome exists, or is to be sent again.",
      List.of(Role.OPERATIONS),
      List.of(RESOLUTION, PATIENT_EXAM_ID),
      CommandType::resolveInvite),
  RESEND(
      "The provider sends the invite's link again, three times at most.",
      List.of(Role.OPERATIONS),
      List.of(),
      body -> new ResendInvite(body.origin())),
  RE_INVITE(
      "Makes a new attempt for a missed, not applicable or expired exam.",
      List.of(Role.OPERATIONS),
      List.of(),
      body -> new ReInvite(body.origin())),
  RECORD_DECISION(
      "Records a decision that a person saw at the provider.",
      List.of(Role.OPERATIONS),
      List.of(DECISION, EVIDENCE),
      body ->
          new RecordDecision(
              body.origin(),
              ExamStatus.valueOf(body.text("decision").toUpperCase(Locale.ROOT)),
              body.text("evidence"))),
  INVITE_DELIVERED(
      "The clinic, which contacts its patients itself, has given the patient the invite's link.",
      List.of(Role.BACKEND, Role.OPERATIONS),
      List.of(),
      body -> new ConfirmHandover(body.origin())),
  WAIVE_FOLLOW_UP(
      "Ends the duty of a follow-up. Only those who care for patients decide this.",
      List.of(Role.CARE, Role.DISPENSING),
      List.of(WAIVED_BY),
      body -> new WaiveFollowUp(body.origin(), body.text("waivedBy"))),
  CANCEL(
      "Asks the provider to cancel the exam; a decision may still come before its answer.",
      List.of(Role.BACKEND, Role.OPERATIONS),
      List.of(),
      body -> new Cancel(body.origin())),
  CLOSE(
      "Closes the journey; an invite stays open at the provider.",
      List.of(Role.OPERATIONS),
      List.of(),
      body -> new Close(body.origin())),
  RESTART(
      "Starts the run of an open journey anew from its record; answers 202.",
      List.of(Role.OPERATIONS),
      List.of(),
      body -> {
        throw new IllegalStateException("no run takes a restart: the record starts a new run");
      });

  /** Without blanks around it: the roles are checked by the text as it came. */
  static final TextRule NAME =
      new TextRule(
          Arrays.stream(values())
              .map(CommandType::spelled)
              .collect(Collectors.joining(", ", "one of ", "")),
          true,
          text -> named(text).map(type -> text));

  private final String meaning;
  private final List<String> roles;
  private final List<CommandField> fields;
  private final Function<CommandBody, JourneyCommand> command;

  CommandType(
      String meaning,
      List<String> roles,
      List<CommandField> fields,
      Function<CommandBody, JourneyCommand> command) {
    this.meaning = meaning;
    this.roles = roles;
    this.fields = fields;
    this.command = command;
  }

  static Optional<CommandType> of(@Nullable JsonNode body) {
    return body == null ? Optional.empty() : named(body.path("command").asText());
  }

  private static Optional<CommandType> named(String text) {
    return Arrays.stream(values()).filter(type -> type.spelled().equals(text)).findFirst();
  }

  public String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String meaning() {
    return meaning;
  }

  public List<CommandField> fields() {
    return fields;
  }

  boolean isFor(SecurityContext caller) {
    return roles.stream().anyMatch(caller::isUserInRole);
  }

  void requireRole(SecurityContext caller) {
    if (!isFor(caller)) {
      throw ProblemMapper.forbidden(roles);
    }
  }

  void read(Fields body, List<String> holds) {
    fields.forEach(field -> field.read(body, holds));
  }

  JourneyCommand command(CommandBody body) {
    return command.apply(body);
  }

  private static JourneyCommand resolveInvite(CommandBody body) {
    return body.text("resolution").equals("exists")
        ? new ConfirmInvite(body.origin(), new PatientExamId(body.text("patientExamId")))
        : new SendInviteAgain(body.origin());
  }

  /** The table of all constants, in Markdown. */
  public static String table() {
    return Arrays.stream(values())
        .map(CommandType::row)
        .collect(
            Collectors.joining(
                "",
                """
                | `command` | role | fields beside `commandId` and `reason` | what it does |
                | --- | --- | --- | --- |
                """,
                ""));
  }

  private String row() {
    String names =
        fields.stream().map(field -> "`" + field.field() + "`").collect(Collectors.joining(", "));
    String allowed = String.join(", ", roles).toLowerCase(Locale.ROOT);
    return "| `%s` | %s | %s | %s |\n".formatted(spelled(), allowed, names, meaning);
  }
}
