package org.patientjourney.workflows.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * What a webhook delivery means. It carries ids, enums and digests: no text of the provider, no
 * personal data.
 */
public sealed interface ExamEvent extends Fact permits ExamEvent.ExamReport, DeliveryUnreadable {
  WebhookDeliveryId deliveryId();

  Instant receivedAt();

  @Override
  default Optional<WebhookDeliveryId> delivery() {
    return Optional.of(deliveryId());
  }

  @Override
  default boolean isMergedByFull(JourneyState state) {
    return false;
  }

  /** A person is asked, and notified at once. */
  default Change asking(Change change, HoldReason reason, Moment moment) {
    return change.asking(reason, deliveryId().toString(), moment);
  }

  default Change askingIf(boolean asks, Change change, HoldReason reason, Moment moment) {
    return asks ? asking(change, reason, moment) : change;
  }

  /** An event about one exam. */
  sealed interface ExamReport extends ExamEvent
      permits ConsultationCompleted, PrescriptionConfirmed, ShipmentTracked {
    /** The invite attempt whose token the delivery carried. */
    int attempt();

    /** Null when the delivery carried none: the token and the exam then name it. */
    @Nullable PatientExamId patientExamId();

    /** What the journal says of it. */
    JournalEntry entry(JournalKind kind, Moment moment);

    /**
     * What it does to the journey that it is about.
     *
     * @param confirmed the state, with the attempt confirmed by the event's token
     */
    Change report(JourneyState state, JourneyState confirmed, Moment moment);

    /** An event that names another patient exam is not applied, and the journey is held. */
    @Override
    default Change apply(JourneyState state, Moment moment) {
      return matchesPatientExam(state)
          ? report(
              state,
              state.withAttempt(state.attempt(attempt()).confirmedByWebhook(patientExamId())),
              moment)
          : asking(
              Change.of(state).recording(entry(JournalKind.WRONG_PATIENT_EXAM, moment)),
              HoldReason.WRONG_PATIENT_EXAM,
              moment);
    }

    @Override
    default boolean matchesPatientExam(JourneyState state) {
      return state.attempt(attempt()).accepts(patientExamId());
    }

    default JournalEntry noted(JournalKind kind, Moment moment) {
      PatientExamId id = patientExamId();
      return kind.at(moment)
          .with("attempt", attempt())
          .with("patientExamId", id == null ? "none" : id)
          .with("receivedAt", receivedAt())
          .with("delivery", deliveryId())
          .with("digest", digest());
    }

    /**
     * The exam as keys name it: the token has named the attempt, which has one patient exam, so an
     * event without its id means the same. One that does not match means another exam.
     */
    default String exam(JourneyState state) {
      PatientExamId id = patientExamId();
      return id == null || matchesPatientExam(state) ? "attempt-" + attempt() : id.value();
    }
  }
}
