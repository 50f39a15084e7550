package org.patientjourney.workflows.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
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
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConsultationCompleted.class, name = "consultation-completed"),
  @JsonSubTypes.Type(value = PrescriptionConfirmed.class, name = "prescription-confirmed"),
  @JsonSubTypes.Type(value = ShipmentTracked.class, name = "shipment-tracked"),
  @JsonSubTypes.Type(value = DeliveryUnreadable.class, name = "delivery-unreadable")
})
public sealed interface ExamEvent extends Fact
    permits ConsultationCompleted, PrescriptionConfirmed, ShipmentTracked, DeliveryUnreadable {
  WebhookDeliveryId deliveryId();

  Instant receivedAt();

  @Override
  default Optional<WebhookDeliveryId> delivery() {
    return Optional.of(deliveryId());
  }

  /** What the journal says of each event about an exam. */
  default JournalEntry entry(
      JournalKind kind, int attempt, @Nullable PatientExamId patientExamId, Moment moment) {
    return JournalEntry.of(kind, moment)
        .with("attempt", attempt)
        .with("patientExamId", patientExamId == null ? "none" : patientExamId.value())
        .with("receivedAt", receivedAt())
        .with("delivery", deliveryId())
        .with("digest", digest());
  }

  /** A person is asked, and notified at once; hold and alarm have one name. */
  default Change asking(Change change, HoldReason reason, Moment moment) {
    AlarmKind alarm = AlarmKind.valueOf(reason.name());
    return change.holding(reason, moment).alarming(new Alarm(alarm, deliveryId().toString()));
  }

  /**
   * The exam as keys name it: the token has named the attempt, which has one patient exam, so an
   * event without its id means the same. One that does not match means another exam.
   */
  default String exam(JourneyState state, int attempt, @Nullable PatientExamId patientExamId) {
    return patientExamId == null || matchesPatientExam(state)
        ? "attempt-" + attempt
        : patientExamId.value();
  }

  /** The event names another patient exam: it is not applied, and the journey is held. */
  default Change wrongPatientExam(JourneyState state, JournalEntry entry, Moment moment) {
    return asking(Change.of(state).recording(entry), HoldReason.WRONG_PATIENT_EXAM, moment);
  }
}
