package org.patientjourney.activities.qualiphy.webhook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.order.ExamId;

/**
 * The content of a webhook body. A {@code digest} is a lower-case hexadecimal SHA-256: see {@link
 * ContentDigest}.
 */
public sealed interface Reading {
  /** Null when the body has none, or one that is no id. */
  @Nullable PatientExamId patientExamId();

  /** Null in shipments, in what is no event, and when the body has none that is a number. */
  default @Nullable ExamId examId() {
    return null;
  }

  /** What the invite sent along, unchanged, if the event has it; null when blank. */
  default @Nullable String additionalData() {
    return null;
  }

  /** What events 1 and 2 have in common. */
  sealed interface ExamReport extends Reading {
    String digest();

    ConsultationDetail detail();

    /** Null when an event 2 did not repeat it. */
    @Nullable ExamStatus exam();
  }

  /**
   * Event 1: the consultation is complete.
   *
   * @param whole whether all of the questionnaire was read
   * @param detail the provider's texts, for encrypted storage
   */
  record Consultation(
      @Nullable ExamId examId,
      @Nullable PatientExamId patientExamId,
      ExamStatus status,
      RxStatus rx,
      boolean whole,
      @Nullable String additionalData,
      ConsultationDetail detail)
      implements ExamReport {
    @Override
    public String digest() {
      return ContentDigest.of(this);
    }

    @Override
    public ExamStatus exam() {
      return status;
    }

    @Override
    public String toString() {
      return "Consultation[" + patientExamId + ", " + status + "]";
    }
  }

  /**
   * Event 2: the pharmacy has the prescription, unless the status differs. Decides no exam.
   *
   * @param items empty when the body names no drug
   * @param whole whether all of the questionnaire was read
   * @param prescribedOrderSet the clinician's choice, which may differ from the order
   * @param detail the provider's texts about the consultation, for encrypted storage
   */
  record Prescription(
      @Nullable ExamId examId,
      @Nullable PatientExamId patientExamId,
      List<PrescriptionItem> items,
      PrescriptionStatus status,
      @Nullable Integer prescribedOrderSet,
      boolean whole,
      @Nullable String additionalData,
      ConsultationDetail detail)
      implements ExamReport {
    public Prescription {
      items = List.copyOf(items);
    }

    @Override
    public String digest() {
      return ContentDigest.of(this);
    }

    @Override
    public @Nullable ExamStatus exam() {
      return status.exam();
    }

    /** Digests of the medicines by prescription id; the empty text for those without id. */
    public Map<String, String> medicineDigests() {
      return ContentDigest.ofMedicines(items);
    }

    /** Distinguishes it from other prescriptions of the exam: sorted, each once. */
    public List<String> prescriptionIds() {
      return items.stream()
          .map(PrescriptionItem::prescriptionId)
          .filter(Objects::nonNull)
          .sorted()
          .distinct()
          .toList();
    }

    @Override
    public String toString() {
      return "Prescription[" + patientExamId + ", " + prescriptionIds() + "]";
    }
  }

  /**
   * Event 3: parcels left a pharmacy.
   *
   * @param parcels empty when the body names none
   * @param whole whether the body names a parcel, and everything about parcels was read
   */
  record Shipment(
      @Nullable PatientExamId patientExamId,
      List<Parcel> parcels,
      boolean whole,
      @Nullable String additionalData)
      implements Reading {
    public Shipment {
      parcels = List.copyOf(parcels);
    }

    public String digest() {
      return ContentDigest.of(this);
    }

    @Override
    public String toString() {
      return "Shipment[" + patientExamId + ", " + parcels.size() + " parcels]";
    }
  }

  /**
   * A JSON object whose {@code event} is missing or none of the provider's three.
   *
   * @param patientExamId the only one that the body names, at any depth; else null
   */
  record UnknownEvent(String digest, @Nullable PatientExamId patientExamId) implements Reading {}

  /**
   * No JSON object at all.
   *
   * @param reason {@link #NOT_AN_OBJECT} or one of {@link StrictJson}; never a part of the body
   * @param patientExamId the only one that the body names, at any depth; else null
   */
  record Unreadable(String reason, @Nullable PatientExamId patientExamId) implements Reading {
    public static final String NOT_AN_OBJECT = "the body is JSON, but no object";

    public Unreadable(String reason) {
      this(reason, null);
    }
  }
}
