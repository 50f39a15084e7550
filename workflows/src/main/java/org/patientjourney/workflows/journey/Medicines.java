package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * What is prescribed and shipped.
 *
 * @param prescriptions of attempts that are followed
 * @param parcels of attempts that are followed
 */
public record Medicines(
    JourneyState state, List<Prescription> prescriptions, List<Shipment> parcels) {

  static Medicines of(JourneyState state) {
    Reports reports = state.reported();
    return new Medicines(
        state,
        state.prescriptions().stream()
            .filter(prescription -> reports.isFollowed(prescription.attempt()))
            .toList(),
        state.shipments().stream().filter(parcel -> reports.isFollowed(parcel.attempt())).toList());
  }

  private List<Prescription> confirmed() {
    return prescriptions.stream().filter(Prescription::isConfirmed).toList();
  }

  public boolean isPrescribed() {
    return !confirmed().isEmpty();
  }

  public Optional<Instant> prescribedAt() {
    return confirmed().stream().map(Prescription::receivedAt).max(Instant::compareTo);
  }

  public boolean isConfirmedAfter(Instant instant) {
    return prescribedAt().filter(at -> at.isAfter(instant)).isPresent();
  }

  /** Whether a medicine is prescribed or on its way, whatever else is known. */
  public boolean isTreating() {
    return isPrescribed() || !parcels.isEmpty();
  }

  /** When that was reported; empty when it is not so. */
  public Optional<Instant> treatingSince() {
    return prescribedAt().or(this::shippedAt);
  }

  boolean isTreatingAfter(Instant instant) {
    return isConfirmedAfter(instant) || shippedAt().filter(at -> at.isAfter(instant)).isPresent();
  }

  /** Whether an event 2 confirms it and no other event 2 and no later event 1 contradicts it. */
  public boolean isConfirmed() {
    Instant doubtedAt = state.prescriptionDoubtedAt();
    return isPrescribed()
        && (doubtedAt == null || isConfirmedAfter(doubtedAt))
        && prescriptions.stream()
            .noneMatch(prescription -> !prescription.isConfirmed() && isOpen(prescription));
  }

  /** Whether the prescription leaves a question that no later one has answered. */
  public boolean isOpen(Prescription prescription) {
    return !prescription.isClear() && prescriptions.stream().noneMatch(prescription::isAnsweredBy);
  }

  /** Only partner pharmacies report parcels. */
  boolean isTracked() {
    Route route = state.terms().care().route();
    return state.terms().kind() != ExamKind.URGENT_CARE
        && route != Route.OWN
        && route != Route.PATIENT_CHOICE;
  }

  public boolean areParcelsExpected() {
    return state.terms().kind().mayPrescribe() && isTracked();
  }

  public Optional<Instant> shippedAt() {
    return parcels.stream().map(Shipment::receivedAt).max(Instant::compareTo);
  }

  /** Whether corrections of the parcels' tracking were waited for since the last prescription. */
  boolean isSettled() {
    Instant settledAt = state.shipmentsSettledAt();
    return settledAt != null && !isConfirmedAfter(settledAt);
  }

  /**
   * Whether each medicine has a parcel. A parcel that names no medicine is taken for one that has
   * none yet, unless an event named the medicine of the same tracking number. Unknown while a
   * medicine is unknown.
   */
  boolean isShipped() {
    List<Shipment> named = parcels.stream().filter(parcel -> parcel.medicine() != null).toList();
    long unnamed =
        parcels.stream()
            .map(Shipment::trackingHash)
            .filter(hash -> named.stream().noneMatch(one -> one.trackingHash().equals(hash)))
            .distinct()
            .count();
    long missing =
        confirmed().stream()
            .flatMap(prescription -> prescription.medicines().stream())
            .filter(medicine -> named.stream().noneMatch(one -> medicine.equals(one.medicine())))
            .distinct()
            .count();
    return missing <= unnamed && confirmed().stream().noneMatch(this::isOpen);
  }
}
