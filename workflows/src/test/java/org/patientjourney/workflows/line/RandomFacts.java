package org.patientjourney.workflows.line;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.ConfirmInvite;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.InviteCommand.ResendInvite;
import org.patientjourney.workflows.command.InviteCommand.SendInviteAgain;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.command.OutcomeCommand.WaiveFollowUp;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;

/** Facts of a journey: events, commands that are not refused, answers to the invite. */
final class RandomFacts {
  private final Random random;
  private int commands;

  RandomFacts(Random random) {
    this.random = random;
  }

  boolean isTimeToPass() {
    return random.nextInt(6) == 0;
  }

  /** None when what was drawn does not fit the journey. */
  Optional<Fact> next(JourneyState state, Instant now) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Optional.of(event(state));
      case 2, 3 -> command(state).filter(given -> fits(given, state)).map(Fact.class::cast);
      default -> state.terms().isSender() ? Optional.empty() : Optional.of(merged(state, now));
    };
  }

  private static boolean fits(JourneyCommand command, JourneyState state) {
    return !state.isClosed() && command.refusal(state).isEmpty();
  }

  /** Of any attempt that was made, not of the latest alone. */
  private Fact event(JourneyState state) {
    int attempt = 1 + random.nextInt(Math.max(1, state.lastAttempt()));
    if (random.nextInt(3) == 0) {
      return ofPharmacy(attempt);
    }
    ExamStatus status = drawn(List.of(ExamStatus.values()));
    return TestJourneys.event(
        attempt, RandomAnswers.patientExam(attempt), status, status + "-" + attempt);
  }

  private Fact ofPharmacy(int attempt) {
    Instant at = TestJourneys.ORDERED_AT.plusSeconds(90);
    String medicine = "900" + random.nextInt(2);
    return random.nextBoolean()
        ? TestJourneys.prescribed(attempt, RandomAnswers.patientExam(attempt), at, medicine)
        : TestJourneys.shipped(
            attempt, RandomAnswers.patientExam(attempt), at, medicine, "hash-" + medicine);
  }

  private Optional<JourneyCommand> command(JourneyState state) {
    Origin origin = TestJourneys.origin("c-" + commands++);
    return switch (random.nextInt(12)) {
      case 0 -> Optional.of(new HoldJourney(origin));
      case 1 -> Optional.of(new Cancel(origin));
      case 2 -> Optional.of(new ReInvite(origin));
      case 3 -> Optional.of(new RecordDecision(origin, ExamStatus.APPROVED, "portal"));
      case 4 -> Optional.of(new ResendInvite(origin));
      case 5 -> Optional.of(new SendInviteAgain(origin));
      case 6 -> Optional.of(confirmation(origin, state));
      case 7 -> random.nextInt(4) == 0 ? Optional.of(new Close(origin)) : Optional.empty();
      case 8 -> Optional.of(new CorrectContact(origin, 1));
      case 9 -> Optional.of(new ConfirmHandover(origin));
      case 10 ->
          random.nextInt(4) == 0
              ? Optional.of(new WaiveFollowUp(origin, "medical-director"))
              : Optional.empty();
      default -> state.holds().isEmpty() ? Optional.empty() : Optional.of(release(origin, state));
    };
  }

  private static JourneyCommand confirmation(Origin origin, JourneyState state) {
    return new ConfirmInvite(origin, RandomAnswers.patientExam(state.lastAttempt()));
  }

  private JourneyCommand release(Origin origin, JourneyState state) {
    return new Release(origin, drawn(state.holds()).reason());
  }

  private Fact merged(JourneyState state, Instant now) {
    boolean isNew = state.lastAttempt() == 0 || random.nextInt(3) == 0;
    int attempt = state.lastAttempt() + (isNew ? 1 : 0);
    return switch (random.nextInt(4)) {
      case 0 -> InviteAnswer.unknown(attempt, now);
      case 1 -> InviteAnswer.refused(attempt, now, HoldReason.KEY_REFUSED, null);
      case 2 -> InviteAnswer.leftOut(attempt, now);
      default -> InviteAnswer.sent(attempt, now, RandomAnswers.patientExam(attempt));
    };
  }

  private <T> T drawn(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
