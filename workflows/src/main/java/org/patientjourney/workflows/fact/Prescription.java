package org.patientjourney.workflows.fact;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The medicines that one event 2 reports. Their names stay in PostgreSQL.
 *
 * @param medicines the provider's ids, sorted; empty when the event named none
 * @param orderSet the package that the clinician chose, perhaps not the one ordered
 * @param controlled whether one of the medicines is a controlled substance
 * @param status unless it confirms, nothing was prescribed
 * @param versions what it says of each medicine
 */
public record Prescription(
    int attempt,
    List<PrescriptionId> medicines,
    @Nullable Integer orderSet,
    boolean controlled,
    PrescriptionStatus status,
    List<MedicineVersion> versions,
    Instant receivedAt) {

  public Prescription {
    medicines = List.copyOf(medicines);
    versions = List.copyOf(versions);
  }

  public Optional<String> contentOf(@Nullable PrescriptionId medicine) {
    return versions.stream()
        .filter(version -> Objects.equals(version.medicine(), medicine))
        .map(MedicineVersion::content)
        .findFirst();
  }

  /** Whether it changes what the latest of the others says of one of its medicines. */
  public boolean changes(List<Prescription> others) {
    return versions.stream()
        .anyMatch(
            version ->
                others.stream()
                    .filter(other -> other.attempt == attempt)
                    .filter(other -> other.contentOf(version.medicine()).isPresent())
                    .max(Comparator.comparing(Prescription::receivedAt))
                    .flatMap(latest -> latest.contentOf(version.medicine()))
                    .filter(content -> !content.equals(version.content()))
                    .isPresent());
  }

  /** Whether the latest of the others on its medicines was received before and says otherwise. */
  public boolean reverses(List<Prescription> others) {
    return others.stream()
        .filter(this::isOnSameMedicines)
        .max(Comparator.comparing(Prescription::receivedAt))
        .filter(latest -> latest.receivedAt.isBefore(receivedAt))
        .filter(latest -> saysOtherwise(latest) || changes(others))
        .isPresent();
  }

  /** One that names no medicine is about all of its exam. */
  private boolean isOnSameMedicines(Prescription other) {
    return other.attempt == attempt
        && (medicines.isEmpty() || medicines.stream().anyMatch(other.medicines::contains));
  }

  private boolean saysOtherwise(Prescription other) {
    return other.isConfirmed() != isConfirmed() || !Objects.equals(other.orderSet, orderSet);
  }

  public boolean isConfirmed() {
    return status.isConfirmed();
  }

  /** Whether it leaves no question that a later event 2 would answer. */
  public boolean isClear() {
    return isConfirmed() && status.medicinesKnown();
  }

  /** Whether a later event 2 says what this one left open. */
  public boolean isAnsweredBy(Prescription later) {
    return later.isClear()
        && later.receivedAt.isAfter(receivedAt)
        && later.medicines.containsAll(medicines);
  }

  /**
   * What an event 2 says of the prescription as a whole.
   *
   * @param exam the exam's status as the event repeats it; null when it does not
   * @param medicinesKnown whether each medicine was read, and has an id that a parcel can name
   */
  public record PrescriptionStatus(@Nullable ExamStatus exam, RxStatus rx, boolean medicinesKnown) {

    /** No status in the event is against the prescription. */
    public boolean isConfirmed() {
      return (exam == null || exam == ExamStatus.APPROVED) && rx != RxStatus.UNCONFIRMED;
    }
  }

  /** What the provider reports of a prescription at the pharmacy. */
  public enum RxStatus {
    /** The event does not say. */
    NOT_TOLD,
    CONFIRMED,
    /** Any other text: denied, cancelled, or one that we do not know. It confirms nothing. */
    UNCONFIRMED
  }

  /**
   * What one event 2 says of a medicine.
   *
   * @param medicine null for all that the event names no id of
   * @param content digest of drug, strength, quantity, directions and schedule
   */
  public record MedicineVersion(@Nullable PrescriptionId medicine, String content) {}
}
