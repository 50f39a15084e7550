package org.patientjourney.workflows.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.fact.TrackedParcel;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * The provider's event 3: parcels left the pharmacy. It may come before the prescription that it
 * belongs to, and may name no exam at all: then its token has found the journey.
 *
 * @param whole whether a parcel was reported, and all that was reported of parcels was read
 */
public record ShipmentTracked(
    WebhookDeliveryId deliveryId,
    int attempt,
    @Nullable PatientExamId patientExamId,
    List<TrackedParcel> parcels,
    boolean whole,
    String digest,
    Instant receivedAt)
    implements ExamEvent {

  public ShipmentTracked {
    parcels = List.copyOf(parcels);
  }

  /** Prescription and tracking number, the latter as its hash. */
  @Override
  public String key(JourneyState state) {
    String exam = exam(state, attempt, patientExamId);
    return parcels.stream()
        .map(TrackedParcel::key)
        .sorted()
        .distinct()
        .collect(Collectors.joining(",", "3:" + exam + ":", ""));
  }

  @Override
  public boolean matchesPatientExam(JourneyState state) {
    return state.attempt(attempt).accepts(patientExamId);
  }

  @Override
  public Change apply(JourneyState state, Moment moment) {
    Attempt invited = state.attempt(attempt);
    if (!matchesPatientExam(state)) {
      return wrongPatientExam(state, entry(JournalKind.WRONG_PATIENT_EXAM, moment), moment);
    }
    JourneyState shipped = state.withAttempt(invited.confirmedByWebhook(patientExamId));
    for (TrackedParcel parcel : parcels) {
      String hash = parcel.trackingHash();
      if (hash != null) {
        shipped = shipped.withShipment(new Shipment(attempt, parcel.medicine(), hash, receivedAt));
      }
    }
    Change change =
        questioned(
            Change.of(shipped).recording(entry(JournalKind.SHIPMENT_REPORTED, moment)), moment);
    return state.medicines().areParcelsExpected()
        ? change
        : change
            .recording(entry(JournalKind.SHIPMENT_UNEXPECTED, moment))
            .alarming(new Alarm(AlarmKind.SHIPMENT_UNEXPECTED, deliveryId.toString()));
  }

  @Override
  public Change amend(JourneyState state, Moment moment) {
    return questioned(Change.of(state), moment);
  }

  private Change questioned(Change change, Moment moment) {
    return whole ? change : asking(change, HoldReason.UNREADABLE_DELIVERY, moment);
  }

  private JournalEntry entry(JournalKind kind, Moment moment) {
    long tracked = parcels.stream().filter(parcel -> parcel.trackingHash() != null).count();
    return entry(kind, attempt, patientExamId, moment)
        .with("parcels", parcels.size())
        .with("tracked", tracked);
  }
}
