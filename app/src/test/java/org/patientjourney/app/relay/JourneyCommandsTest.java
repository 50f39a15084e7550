package org.patientjourney.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.relay.JourneyCommands.CommandOutcome;

class JourneyCommandsTest {
  /** Type and words of a Temporal server (1.32.0) when a run ends with an update inside. */
  @Test
  void a_run_that_ended_during_a_command_is_not_reported_with_temporals_message() {
    assertThat(
            outcome(
                "Workflow Update failed because the Workflow completed before the Update completed.",
                "AcceptedUpdateCompletedWorkflow"))
        .isEqualTo(new CommandOutcome.RunEnded());
  }

  @Test
  void a_refusal_is_answered_with_the_journeys_message() {
    assertThat(outcome("expected a sent invite, found NOT_SENT", "CommandRefused"))
        .isEqualTo(new CommandOutcome.Refused("expected a sent invite, found NOT_SENT"));
  }

  private static CommandOutcome outcome(String message, String type) {
    return JourneyCommands.refused(
        new WorkflowUpdateException(
            WorkflowExecution.newBuilder().setWorkflowId("juniper:WC-1:5101").build(),
            "c-1",
            "command",
            ApplicationFailure.newFailure(message, type)));
  }
}
