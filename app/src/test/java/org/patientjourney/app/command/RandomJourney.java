package org.patientjourney.app.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.DeliveryUnreadable;
import org.patientjourney.workflows.event.DeliveryUnreadable.Cause;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** An open journey after some of what may happen to one: answers, events, commands, deadlines. */
final class RandomJourney {
  private static final Instant ORDERED_AT = Instant.parse("2026-11-02T15:00:00Z");
  private static final JourneyId SENDER = new JourneyId("juniper:WC-12847:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-12847:5102");
  private static final JourneyPolicy POLICY = JourneyPolicy.STANDARD;

  private final Random random;
  private final BiFunction<Random, Origin, JourneyCommand> commands;
  private Moment moment = new Moment(ORDERED_AT, POLICY);
  private JourneyState state;
  private int given;

  /**
   * At its start.
   *
   * @param commands draws one that it is given, if it takes it
   */
  RandomJourney(Random random, BiFunction<Random, Origin, JourneyCommand> commands) {
    this.random = random;
    this.commands = commands;
    this.state = JourneyState.atStart(terms());
  }

  Moment moment() {
    return moment;
  }

  /** What a run does: {@code JourneyRun.validate} and {@code Inbox}. */
  static boolean takes(JourneyState state, JourneyCommand command) {
    return !state.isClosed() && command.refusal(state).isEmpty();
  }

  JourneyState afterSome() {
    int steps = random.nextInt(12);
    for (int i = 0; i < steps; i++) {
      JourneyState next = next();
      if (!next.isClosed()) {
        state = next;
      }
    }
    return state;
  }

  private JourneyState next() {
    moment = new Moment(moment.now().plus(Duration.ofMinutes(random.nextInt(600))), POLICY);
    return switch (random.nextInt(6)) {
      case 0 -> deadlinePassed();
      case 1, 2 -> command().map(this::merged).orElse(state);
      case 3, 4 -> merged(event());
      default -> merged(answer());
    };
  }

  private JourneyState merged(Fact fact) {
    return Phases.RULES.merge(state, fact, moment).state();
  }

  private JourneyState deadlinePassed() {
    Instant due = Phases.RULES.deadline(state, POLICY);
    if (due != null && due.isAfter(moment.now())) {
      moment = new Moment(due, POLICY);
    }
    return Phases.RULES.deadlinePassed(state, moment).state();
  }

  private Optional<JourneyCommand> command() {
    Origin origin = new Origin("given-" + given++, "operations", "the patient asked for it");
    return Optional.<JourneyCommand>of(
            random.nextInt(12) == 0
                ? new CorrectContact(origin, given)
                : commands.apply(random, origin))
        .filter(command -> takes(state, command));
  }

  private Fact event() {
    int attempt = 1 + random.nextInt(Math.max(1, state.lastAttempt()));
    if (random.nextInt(12) == 0) {
      return new DeliveryUnreadable(
          delivery(), Cause.MALFORMED, "digest-" + given++, moment.now(), false);
    }
    ExamStatus status = drawn(List.of(ExamStatus.values()));
    return new ConsultationCompleted(
        delivery(),
        attempt,
        exam(attempt),
        status,
        RxStatus.CONFIRMED,
        true,
        status + "-" + attempt,
        moment.now());
  }

  private Fact answer() {
    int attempt = Math.max(1, state.lastAttempt() + random.nextInt(2));
    return switch (random.nextInt(5)) {
      case 0 -> InviteAnswer.unknown(attempt, moment.now());
      case 1 -> InviteAnswer.refused(attempt, moment.now(), drawn(refusals()), null);
      case 2 -> InviteAnswer.leftOut(attempt, moment.now());
      default -> InviteAnswer.sent(attempt, moment.now(), exam(attempt));
    };
  }

  private static List<HoldReason> refusals() {
    return List.of(HoldReason.KEY_REFUSED, HoldReason.NEEDS_INPUT, HoldReason.UNAUTHORIZED);
  }

  private static PatientExamId exam(int attempt) {
    return new PatientExamId("60" + attempt);
  }

  private static WebhookDeliveryId delivery() {
    return new WebhookDeliveryId(UUID.randomUUID());
  }

  private JourneyTerms terms() {
    JourneyId followUp = SENDER.followUp();
    PatientContact contact = drawn(List.of(PatientContact.values()));
    return switch (random.nextInt(4)) {
      case 0 -> terms(SENDER, SENDER, ExamKind.PRESCRIPTION, contact, CareTerms.NONE);
      case 1 -> terms(OTHER, SENDER, ExamKind.GOOD_FAITH, contact, CareTerms.NONE);
      case 2 ->
          terms(
              followUp,
              followUp,
              ExamKind.GOOD_FAITH,
              contact,
              CareTerms.ofFollowUp(ORDERED_AT.plus(Duration.ofDays(21)), null));
      default -> terms(SENDER, SENDER, ExamKind.GOOD_FAITH, contact, CareTerms.NONE);
    };
  }

  private static JourneyTerms terms(
      JourneyId id, JourneyId sender, ExamKind kind, PatientContact contact, CareTerms care) {
    return new JourneyTerms(
        id, MeetingId.sentBy(sender), new ExamId(5101), kind, contact, ORDERED_AT, care);
  }

  private <T> T drawn(List<T> all) {
    return Objects.requireNonNull(all.get(random.nextInt(all.size())));
  }
}
