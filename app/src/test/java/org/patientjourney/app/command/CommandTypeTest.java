package org.patientjourney.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

class CommandTypeTest {
  private static final String WHY = "asked the clinic by phone";
  private static final Origin ORIGIN = new Origin("c-1", "operations", WHY);

  @ParameterizedTest
  @EnumSource(HoldReason.class)
  void a_release_names_the_hold(HoldReason hold) {
    assertThat(command(body("release").put("hold", hold.name())))
        .isEqualTo(new Release(ORIGIN, hold));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "handover", "NO_SUCH_HOLD"})
  void a_release_of_an_unknown_hold_is_refused(@Nullable String hold) {
    ObjectNode release = body("release").put("hold", hold);
    assertRefused(release, "/hold");
    assertThat(refusal(release).errors())
        .extracting("expected")
        .containsExactly("the reason of a hold of the journey, which has [HANDOVER]");
  }

  @Test
  void an_unknown_invite_is_resolved_as_existing_or_sent_again() {
    assertThat(command(resolve("exists").put("patientExamId", "771")))
        .isEqualTo(new ConfirmInvite(ORIGIN, new PatientExamId("771")));
    assertThat(command(resolve("send-again"))).isEqualTo(new SendInviteAgain(ORIGIN));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "EXISTS", "gone"})
  void any_other_resolution_is_refused(@Nullable String resolution) {
    assertRefused(resolve(resolution).put("patientExamId", "771"), "/resolution");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void an_invite_that_exists_has_a_patient_exam_id(@Nullable String id) {
    assertRefused(resolve("exists").put("patientExamId", id), "/patientExamId");
    assertRefused(resolve("exists").put("patientExamId", "7".repeat(65)), "/patientExamId");
  }

  @Test
  void blanks_around_a_patient_exam_id_are_dropped() {
    assertThat(command(resolve("exists").put("patientExamId", " 771\t")))
        .isEqualTo(new ConfirmInvite(ORIGIN, new PatientExamId("771")));
  }

  @Test
  void a_decision_by_hand_names_the_decision_and_its_evidence() {
    assertThat(command(decide("approved", "portal, 10:42")))
        .isEqualTo(new RecordDecision(ORIGIN, ExamStatus.APPROVED, "portal, 10:42"));
    assertThat(command(decide("rejected", "portal")))
        .isEqualTo(new RecordDecision(ORIGIN, ExamStatus.REJECTED, "portal"));
    assertRefused(decide("missed", "portal"), "/decision");
    assertRefused(decide(null, null), "/decision", "/evidence");
  }

  @Test
  void a_waiver_names_the_office_that_decided_it() {
    assertThat(command(waive("medical-director")))
        .isEqualTo(new WaiveFollowUp(ORIGIN, "medical-director"));
    assertRefused(waive(null), "/waivedBy");
    assertRefused(waive("Dr. Canary"), "/waivedBy");
  }

  @Test
  void a_close_needs_only_its_id_and_its_reason() {
    assertThat(command(body("close").put("reason", "  " + WHY + "\n")))
        .isEqualTo(new Close(ORIGIN));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n"})
  void a_command_without_a_reason_is_refused(@Nullable String reason) {
    assertRefused(body("close").put("reason", reason), "/reason");
  }

  @Test
  void a_reason_has_at_most_500_characters_and_is_not_quoted() {
    assertThat(command(body("close").put("reason", "r".repeat(500)))).isNotNull();
    ObjectNode wrong = body("close").put("reason", "CANARY ".repeat(100));
    assertRefused(wrong, "/reason");
    assertThat(refusal(wrong).toString()).doesNotContain("CANARY");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "c 1", "c:1", "c/1", "ä"})
  void a_command_id_fits_into_a_url(@Nullable String id) {
    assertRefused(body("close").put("commandId", id), "/commandId");
    assertRefused(body("close").put("commandId", "c".repeat(65)), "/commandId");
  }

  @Test
  void one_answer_lists_every_problem() {
    assertRefused(
        body("release").put("commandId", "c 1").put("reason", "").put("hold", "no"),
        "/commandId",
        "/reason",
        "/hold");
  }

  @Test
  void a_field_of_another_kind_of_command_is_refused() {
    assertRefused(body("close").put("hold", "MISSED"), "/hold");
    assertRefused(body("close").put("raeson", "why"), "/raeson");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "HOLD", "explode", " close", "close\n"})
  void an_unknown_command_is_refused(@Nullable String command) {
    assertRefused(body(command), "/command");
  }

  @ParameterizedTest
  @CsvSource({
    "HOLD, OPERATIONS, true",
    "HOLD, BACKEND, false",
    "CANCEL, BACKEND, true",
    "CANCEL, CARE, false",
    "INVITE_DELIVERED, BACKEND, true",
    "WAIVE_FOLLOW_UP, CARE, true",
    "WAIVE_FOLLOW_UP, DISPENSING, true",
    "WAIVE_FOLLOW_UP, OPERATIONS, false"
  })
  void a_command_has_its_roles(CommandType type, String role, boolean allowed) {
    WebApplicationException refusal =
        catchThrowableOfType(
            WebApplicationException.class, () -> type.requireRole(new TestCaller(role)));
    assertThat(refusal == null).isEqualTo(allowed);
  }

  @Test
  void a_reason_that_cannot_be_stored_is_refused_with_what_is_wrong_with_it() {
    assertThat(refusal(body("close").put("reason", "\u0007\u0007")).errors())
        .extracting("found")
        .containsExactly("a text of 2 characters, all of them blank or invisible");
    assertThat(refusal(body("close").put("reason", "why\ud800")).errors())
        .extracting("found")
        .containsExactly("a text of 4 characters, one of them half of a surrogate pair");
  }

  @Test
  void a_body_does_not_print_its_reason() {
    assertThat(read(body("close")).toString()).doesNotContain(WHY);
  }

  @Test
  void the_document_has_the_table_of_all_commands() {
    assertThat(TestConfigurations.file("docs/api.md")).contains(CommandType.table());
  }

  private static ObjectNode body(@Nullable String command) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("command", command)
        .put("commandId", "c-1")
        .put("reason", WHY);
  }

  private static ObjectNode resolve(@Nullable String resolution) {
    return body("resolve-invite").put("resolution", resolution);
  }

  private static ObjectNode decide(@Nullable String decision, @Nullable String evidence) {
    return body("record-decision").put("decision", decision).put("evidence", evidence);
  }

  private static ObjectNode waive(@Nullable String office) {
    return body("waive-follow-up").put("waivedBy", office);
  }

  private static JourneyCommand command(ObjectNode body) {
    return CommandType.of(body).orElseThrow().command(read(body));
  }

  private static CommandBody read(ObjectNode body) {
    return CommandResource.read(
        body, CommandType.of(body), new TestCaller(Role.OPERATIONS), List.of("HANDOVER"));
  }

  private static void assertRefused(ObjectNode body, String... pointers) {
    assertThat(refusal(body).errors())
        .extracting("pointer")
        .containsExactlyInAnyOrder((Object[]) pointers);
  }

  private static Problem refusal(ObjectNode body) {
    WebApplicationException refused =
        catchThrowableOfType(WebApplicationException.class, () -> read(body));
    return (Problem) refused.getResponse().getEntity();
  }

  private record TestCaller(String role) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return new Caller("operations", role, null);
    }

    @Override
    public boolean isUserInRole(String asked) {
      return role.equals(asked);
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
