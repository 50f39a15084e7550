package org.patientjourney.workflows.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.ExamEvent.ExamReport;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.Shipment;
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
    implements ExamReport {

  public ShipmentTracked {
    parcels = List.copyOf(parcels);
  }

  /** Prescription and tracking number, the latter as its hash. */
  @Override
  public String key(JourneyState state) {
    return parcels.stream()
        .map(TrackedParcel::key)
        .sorted()
        .distinct()
        .collect(Collectors.joining(",", "3:" + exam(state) + ":", ""));
  }

  @Override
  public Change report(JourneyState state, JourneyState confirmed, Moment moment) {
    JourneyState shipped = confirmed;
    for (TrackedParcel parcel : parcels) {
      String hash = parcel.trackingHash();
      if (hash != null) {
        shipped = shipped.withShipment(new Shipment(attempt, parcel.medicine(), hash, receivedAt));
      }
    }
    Change change = Change.of(shipped).recording(entry(JournalKind.SHIPMENT_REPORTED, moment));
    change = questioned(change, moment);
    return state.medicines().areParcelsExpected()
        ? change
        : change
            .recording(entry(JournalKind.SHIPMENT_UNEXPECTED, moment))
            .alarming(AlarmKind.SHIPMENT_UNEXPECTED, deliveryId.toString());
  }

  @Override
  public Change amend(JourneyState state, Moment moment) {
    return questioned(Change.of(state), moment);
  }

  private Change questioned(Change change, Moment moment) {
    return askingIf(!whole, change, HoldReason.UNREADABLE_DELIVERY, moment);
  }

  @Override
  public JournalEntry entry(JournalKind kind, Moment moment) {
    long tracked = parcels.stream().filter(parcel -> parcel.trackingHash() != null).count();
    return noted(kind, moment).with("parcels", parcels.size()).with("tracked", tracked);
  }

  /**
   * One parcel that an event 3 reports.
   *
   * @param medicine that it holds; null when the event did not say
   * @param trackingHash SHA-256 of the tracking number; null when it has none: then nothing was
   *     shipped yet
   */
  public record TrackedParcel(@Nullable PrescriptionId medicine, @Nullable String trackingHash) {

    public String key() {
      return (medicine == null ? "" : medicine.value())
          + ":"
          + (trackingHash == null ? "" : trackingHash);
    }
  }
}
