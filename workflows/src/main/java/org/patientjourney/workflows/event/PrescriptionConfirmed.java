package org.patientjourney.workflows.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.event.ExamEvent.ExamReport;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.Prescription.MedicineVersion;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.policy.Moment;

/**
 * The provider's event 2: a prescription was written and is at the pharmacy, unless its status says
 * otherwise. It may come before the decision that it follows from.
 *
 * @param medicines the prescription's ids, sorted, each once
 * @param orderSet the package that was prescribed
 * @param controlled whether one of the medicines is a controlled substance
 * @param whole whether all else that the event lists was read
 * @param versions what is said of each medicine
 */
public record PrescriptionConfirmed(
    WebhookDeliveryId deliveryId,
    int attempt,
    @Nullable PatientExamId patientExamId,
    List<PrescriptionId> medicines,
    @Nullable Integer orderSet,
    boolean controlled,
    PrescriptionStatus status,
    boolean whole,
    List<MedicineVersion> versions,
    String digest,
    Instant receivedAt)
    implements ExamReport {

  public PrescriptionConfirmed {
    medicines = List.copyOf(medicines);
    versions = List.copyOf(versions);
  }

  @Override
  public String key(JourneyState state) {
    return "2:" + exam(state) + ":" + ids();
  }

  /** A provider that corrects back to the first dose sends the first content again. */
  @Override
  public boolean isReversal(JourneyState state) {
    return matchesPatientExam(state) && prescription().reverses(state.prescriptions());
  }

  @Override
  public Change report(JourneyState state, JourneyState confirmed, Moment moment) {
    Change change =
        Change.of(confirmed.withPrescription(prescription()))
            .recording(entry(JournalKind.PRESCRIPTION_REPORTED, moment));
    return compared(state, change, moment);
  }

  /** The same medicines, and perhaps another package: a person is asked once more. */
  @Override
  public Change amend(JourneyState state, Moment moment) {
    return compared(state, Change.of(state.withPrescription(prescription())), moment);
  }

  private Prescription prescription() {
    return new Prescription(attempt, medicines, orderSet, controlled, status, versions, receivedAt);
  }

  private Change compared(JourneyState before, Change reported, Moment moment) {
    JourneyState state = reported.state();
    Change change =
        askingIf(
            prescription().changes(before.prescriptions()) || before.isAppliedAgain(this),
            reported,
            HoldReason.PRESCRIPTION_CHANGED,
            moment);
    boolean isUnconfirmed = !status.isConfirmed() && state.medicines().isOpen(prescription());
    change = askingIf(isUnconfirmed, change, HoldReason.PRESCRIPTION_UNCONFIRMED, moment);
    boolean isUnreadable = !whole || !status.medicinesKnown();
    change = askingIf(isUnreadable, change, HoldReason.UNREADABLE_DELIVERY, moment);
    return state.terms().kind().mayPrescribe()
        ? askingIf(
            isOtherThan(state.terms().care().orderSet()),
            change,
            HoldReason.PRESCRIPTION_DIFFERS,
            moment)
        : asking(change, HoldReason.PRESCRIPTION_UNEXPECTED, moment);
  }

  private boolean isOtherThan(@Nullable Integer ordered) {
    return ordered != null && orderSet != null && !ordered.equals(orderSet);
  }

  private String ids() {
    return medicines.stream().map(PrescriptionId::value).collect(Collectors.joining(","));
  }

  @Override
  public JournalEntry entry(JournalKind kind, Moment moment) {
    return noted(kind, moment)
        .with("medicines", ids())
        .with("orderSet", orderSet == null ? "none" : orderSet)
        .with("controlled", controlled)
        .with("examStatus", status.exam() == null ? "none" : status.exam())
        .with("rxStatus", status.rx())
        .with("medicinesKnown", status.medicinesKnown());
  }
}
