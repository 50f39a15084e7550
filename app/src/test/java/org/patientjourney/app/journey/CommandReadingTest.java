package org.patientjourney.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.access.Role;
import org.patientjourney.workflows.command.Close;
import org.patientjourney.workflows.command.ConfirmInvite;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.RecordDecision;
import org.patientjourney.workflows.command.Release;
import org.patientjourney.workflows.command.SendInviteAgain;
import org.patientjourney.workflows.command.WaiveFollowUp;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;

class CommandReadingTest {
  private static final String WHY = "asked the clinic by phone";
  private static final Origin ORIGIN = new Origin("c-1", Role.OPERATIONS, WHY);

  @ParameterizedTest
  @EnumSource(HoldReason.class)
  void a_release_names_the_hold(HoldReason hold) {
    assertThat(release("c-1", WHY, hold.name()).command()).contains(new Release(ORIGIN, hold));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "handover", "NO_SUCH_HOLD"})
  void a_release_of_no_known_hold_is_refused(@Nullable String hold) {
    assertRefused(release("c-1", WHY, hold), "/hold");
  }

  @Test
  void an_unknown_invite_is_resolved_as_existing_or_sent_again() {
    assertThat(resolve("exists", "771").command())
        .contains(new ConfirmInvite(ORIGIN, new PatientExamId("771")));
    assertThat(resolve("send-again", null).command()).contains(new SendInviteAgain(ORIGIN));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "EXISTS", "gone"})
  void any_other_resolution_is_refused(@Nullable String resolution) {
    assertRefused(resolve(resolution, "771"), "/resolution");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void an_invite_that_exists_has_a_patient_exam_id(@Nullable String id) {
    assertRefused(resolve("exists", id), "/patientExamId");
    assertRefused(resolve("exists", "7".repeat(65)), "/patientExamId");
  }

  @Test
  void a_patient_exam_id_is_taken_without_the_blanks_around_it() {
    assertThat(resolve("exists", " 771\t").command())
        .contains(new ConfirmInvite(ORIGIN, new PatientExamId("771")));
  }

  @Test
  void a_close_needs_nothing_but_its_reason() {
    CommandRequest request =
        new CommandRequest("c-1", "  " + WHY + "\n", null, null, null, null, null, null, null);
    assertThat(CommandReading.close(request, Role.OPERATIONS).command())
        .contains(new Close(ORIGIN));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n"})
  void a_command_without_a_reason_is_refused(@Nullable String reason) {
    assertRefused(release("c-1", reason, "HANDOVER"), "/reason");
  }

  @Test
  void a_reason_has_at_most_500_characters_and_is_not_told_back() {
    assertThat(release("c-1", "r".repeat(500), "HANDOVER").command()).isPresent();
    CommandReading refused = release("c-1", "CANARY ".repeat(100), "HANDOVER");
    assertRefused(refused, "/reason");
    assertThat(refused.toString()).doesNotContain("CANARY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c 1", "c:1", "c/1", "ä"})
  void a_command_id_must_fit_into_a_url(String id) {
    assertRefused(release(id, WHY, "HANDOVER"), "/commandId");
    assertRefused(release("c".repeat(65), WHY, "HANDOVER"), "/commandId");
  }

  @Test
  void a_command_needs_an_id_of_the_callers() {
    assertRefused(release(null, WHY, "HANDOVER"), "/commandId");
  }

  @Test
  void every_problem_of_a_command_is_told_at_once() {
    assertRefused(release("c 1", "", "no"), "/commandId", "/reason", "/hold");
  }

  @Test
  void no_body_is_no_command() {
    assertRefused(CommandReading.release(null, Role.OPERATIONS), "");
    assertRefused(CommandReading.resolveInvite(null, Role.OPERATIONS), "");
    assertRefused(CommandReading.close(null, Role.OPERATIONS), "");
  }

  @Test
  void a_request_does_not_print_its_reason() {
    assertThat(new CommandRequest("c-1", WHY, "HANDOVER", null, null, null, null, null, null))
        .hasToString("CommandRequest[c-1]");
  }

  private static void assertRefused(CommandReading reading, String... pointers) {
    assertThat(reading.command()).isEmpty();
    assertThat(reading.problems()).extracting("pointer").containsExactly((Object[]) pointers);
  }

  private static CommandReading release(
      @Nullable String id, @Nullable String reason, @Nullable String hold) {
    CommandRequest request =
        new CommandRequest(id, reason, hold, null, null, null, null, null, null);
    return CommandReading.release(request, Role.OPERATIONS);
  }

  @Test
  void a_decision_by_hand_says_what_was_decided_and_where_it_was_seen() {
    assertThat(decide("approved", "portal, 10:42").command())
        .contains(new RecordDecision(ORIGIN, ExamStatus.APPROVED, "portal, 10:42"));
    assertThat(decide("rejected", "portal").command())
        .contains(new RecordDecision(ORIGIN, ExamStatus.REJECTED, "portal"));
  }

  @Test
  void a_decision_by_hand_is_approved_or_rejected_and_has_evidence() {
    assertRefused(decide("missed", "portal"), "/decision");
    assertRefused(decide(null, null), "/decision", "/evidence");
  }

  private static CommandReading decide(@Nullable String decision, @Nullable String evidence) {
    CommandRequest request =
        new CommandRequest("c-1", WHY, null, null, null, decision, evidence, null, null);
    return CommandReading.recordDecision(request, Role.OPERATIONS);
  }

  @Test
  void a_waiver_names_the_office_in_which_it_was_decided() {
    assertThat(waive("medical-director").command())
        .contains(new WaiveFollowUp(ORIGIN, "medical-director"));
    assertRefused(waive(null), "/waivedBy");
    assertRefused(waive("Dr. Canary"), "/waivedBy");
  }

  private static CommandReading waive(@Nullable String office) {
    CommandRequest request =
        new CommandRequest("c-1", WHY, null, null, null, null, null, office, null);
    return CommandReading.waiveFollowUp(request, Role.OPERATIONS);
  }

  private static CommandReading resolve(@Nullable String resolution, @Nullable String id) {
    CommandRequest request =
        new CommandRequest("c-1", WHY, null, resolution, id, null, null, null, null);
    return CommandReading.resolveInvite(request, Role.OPERATIONS);
  }
}
