package org.patientjourney.sandbox.pharmacy;

import static org.patientjourney.sandbox.pharmacy.PartnerPharmacy.CHOOSE_YOUR_OWN;
import static org.patientjourney.sandbox.pharmacy.PartnerPharmacy.COMPOUNDING;

import java.util.List;

/** A drug with its dose and price at one pharmacy (contract 4.9). */
record TreatmentPackage(
    int examId,
    int examPosId,
    int orderSetId,
    String title,
    int pharmacyId,
    String turnaroundTime,
    int integrationPartner,
    String price) {

  private static final List<TreatmentPackage> ALL =
      List.of(
          new TreatmentPackage(
              5204,
              30118,
              884,
              "Tirzepatide - Injection - Dose 1: 2.5mg/week - 30 Days Supply",
              COMPOUNDING,
              "3-5",
              8,
              "219.00"),
          // [seen] Titles are not normalised: nobody can find a dose in them.
          new TreatmentPackage(
              5204,
              30119,
              917,
              "for eDose 2: 5mg/week Tirzepatide Injection, 30 Days",
              COMPOUNDING,
              "3-5",
              8,
              "269.00"),
          new TreatmentPackage(
              5400, 30204, 932, "Ondansetron - Tablet - 4mg", CHOOSE_YOUR_OWN, "1", 7, "50.99"));

  /** What this pharmacy has for any of these exams. */
  static List<TreatmentPackage> of(PartnerPharmacy pharmacy, List<Integer> examIds) {
    return ALL.stream()
        .filter(one -> one.pharmacyId() == pharmacy.id() && examIds.contains(one.examId()))
        .toList();
  }
}
