package org.patientjourney.app.command;

import java.util.List;
import java.util.Map;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * A command that a journey takes as it stands.
 *
 * @param chosen the fields whose value makes it this command, by name
 * @param asked the fields that the person fills in, beside the reason
 * @param after how the journey stands once the command is recorded, before the engine goes on
 */
public record Offer(
    CommandType type, Map<String, String> chosen, List<AskedField> asked, Preview after) {
  /**
   * A text that a person writes.
   *
   * @param expected its form, in words
   */
  public record AskedField(String name, String expected) {
    static AskedField of(CommandField field) {
      return new AskedField(field.field(), field.expected());
    }
  }

  /** How a journey stands. */
  public record Preview(Stage stage, NextStep next, List<HoldReason> holds) {
    static Preview of(JourneyState state, JourneyPolicy policy) {
      return new Preview(
          Phases.RULES.standing(state).stage(),
          NextStep.of(state, policy),
          state.holds().stream().map(Hold::reason).toList());
    }
  }
}
