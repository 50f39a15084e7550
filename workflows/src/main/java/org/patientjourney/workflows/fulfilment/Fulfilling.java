package org.patientjourney.workflows.fulfilment;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** What approval, prescriptions and parcels come to together, in whatever order they came. */
public final class Fulfilling {
  private Fulfilling() {}

  /** Derives the facet, and drops the questions that it answers. */
  public static JourneyState settle(JourneyState state) {
    Fulfilment fulfilment = fulfilment(state);
    return state
        .withFacets(state.facets().withFulfilment(fulfilment))
        .withoutHolds(reason -> isAnswered(reason, fulfilment))
        .withoutHolds(
            reason -> reason == HoldReason.PRESCRIPTION_UNCONFIRMED && isConfirmed(state));
  }

  /** By an event 2 that neither another one nor a later event 1 leaves in doubt. */
  private static boolean isConfirmed(JourneyState state) {
    Instant doubtedAt = state.prescriptionDoubtedAt();
    return isPrescribed(state)
        && (doubtedAt == null || isConfirmedAfter(state, doubtedAt))
        && state.followedPrescriptions().stream()
            .noneMatch(told -> !told.isConfirmed() && isOpen(state, told));
  }

  /** Whether the prescription leaves a question that no later one has answered. */
  public static boolean isOpen(JourneyState state, Prescription told) {
    return !told.isClear() && state.followedPrescriptions().stream().noneMatch(told::isAnsweredBy);
  }

  private static Fulfilment fulfilment(JourneyState state) {
    Fulfilment before = state.facets().fulfilment();
    if (!isPrescribed(state)) {
      return withoutPrescription(state);
    }
    if (!isTracked(state)) {
      return Fulfilment.NOT_TRACKED;
    }
    if (!isShipped(state)) {
      return Fulfilment.PRESCRIBED;
    }
    return before == Fulfilment.COMPLETE ? before : Fulfilment.SHIPPED;
  }

  private static Fulfilment withoutPrescription(JourneyState state) {
    return state.isCleared() && state.terms().kind().mayPrescribe()
        ? Fulfilment.AWAITING_PRESCRIPTION
        : Fulfilment.NONE;
  }

  private static boolean isAnswered(HoldReason reason, Fulfilment fulfilment) {
    return switch (fulfilment) {
      case NONE ->
          reason == HoldReason.PRESCRIPTION_OVERDUE || reason == HoldReason.SHIPMENT_OVERDUE;
      case AWAITING_PRESCRIPTION -> reason == HoldReason.SHIPMENT_OVERDUE;
      case PRESCRIBED -> reason == HoldReason.PRESCRIPTION_OVERDUE;
      case SHIPPED, NOT_TRACKED, COMPLETE ->
          reason == HoldReason.PRESCRIPTION_OVERDUE || reason == HoldReason.SHIPMENT_OVERDUE;
    };
  }

  public static boolean isPrescribed(JourneyState state) {
    return state.followedPrescriptions().stream().anyMatch(Prescription::isConfirmed);
  }

  /** Whether the provider reports parcels for this exam (contract 5.3). */
  public static boolean areParcelsExpected(JourneyState state) {
    return state.terms().kind().mayPrescribe() && isTracked(state);
  }

  /** Event 3 comes of partner pharmacies only (contract 5). */
  private static boolean isTracked(JourneyState state) {
    Route route = state.terms().care().route();
    return state.terms().kind() != ExamKind.URGENT_CARE
        && route != Route.OWN
        && route != Route.PATIENT_CHOICE;
  }

  /**
   * Whether each medicine has a parcel. A parcel that names no medicine is taken for one that has
   * none yet, unless an event named the medicine of the same tracking number. Unknown while a
   * medicine is unknown.
   */
  private static boolean isShipped(JourneyState state) {
    Set<PrescriptionId> named = new HashSet<>();
    Set<String> unnamed = new HashSet<>();
    List<Shipment> parcels = state.followedShipments();
    for (Shipment parcel : parcels) {
      if (parcel.medicine() == null) {
        unnamed.add(parcel.trackingHash());
      } else {
        named.add(parcel.medicine());
      }
    }
    parcels.stream()
        .filter(parcel -> parcel.medicine() != null)
        .forEach(parcel -> unnamed.remove(parcel.trackingHash()));
    List<Prescription> confirmed =
        state.followedPrescriptions().stream().filter(Prescription::isConfirmed).toList();
    if (confirmed.stream().anyMatch(prescription -> isOpen(state, prescription))) {
      return false;
    }
    List<PrescriptionId> medicines =
        confirmed.stream()
            .flatMap(prescription -> prescription.medicines().stream())
            .distinct()
            .toList();
    return medicines.stream().filter(medicine -> !named.contains(medicine)).count()
        <= unnamed.size();
  }

  /** Whether a confirmed prescription was received after that. */
  public static boolean isConfirmedAfter(JourneyState state, Instant doubtedAt) {
    return prescribedAt(state).filter(at -> at.isAfter(doubtedAt)).isPresent();
  }

  /** When the latest event 2 reached us. */
  public static Optional<Instant> prescribedAt(JourneyState state) {
    return state.followedPrescriptions().stream()
        .filter(Prescription::isConfirmed)
        .map(Prescription::receivedAt)
        .max(Instant::compareTo);
  }

  /** When the latest parcel was told of. */
  public static @Nullable Instant shippedAt(JourneyState state) {
    return state.followedShipments().stream()
        .map(Shipment::receivedAt)
        .max(Instant::compareTo)
        .orElse(null);
  }
}
