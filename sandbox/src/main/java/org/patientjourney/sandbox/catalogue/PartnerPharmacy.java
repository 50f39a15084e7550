package org.patientjourney.sandbox.catalogue;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A pharmacy that the provider sends prescriptions to, and for which exams and patients. */
public record PartnerPharmacy(
    int id, String name, Set<Integer> exams, Predicate<String> serves, List<Offer> offers) {

  private static final Set<String> STATES =
      Set.of(ServedStates.TEST, "AZ", "CA", "CO", "FL", "NV", "NY", "TX");

  private static final List<PartnerPharmacy> ALL =
      List.of(
          new PartnerPharmacy(
              31,
              "Juniper Compounding",
              Set.of(5204),
              STATES::contains,
              List.of(
                  new Offer(
                      5204,
                      30118,
                      884,
                      "Tirzepatide - Injection - Dose 1: 2.5mg/week - 30 Days Supply",
                      "3-5",
                      8,
                      "219.00"),
                  // Real titles are as irregular, so that a dose cannot be found in them.
                  new Offer(
                      5204,
                      30119,
                      917,
                      "for eDose 2: 5mg/week Tirzepatide Injection, 30 Days",
                      "3-5",
                      8,
                      "269.00"))),
          // The retail route is an entry of the same list, with this id on a real account.
          new PartnerPharmacy(
              12,
              "Choose Your Pharmacy",
              Set.of(5204, 5309, 5400),
              ServedStates::contain,
              List.of(new Offer(5400, 30204, 932, "Ondansetron - Tablet - 4mg", "1", 7, "50.99"))));

  /** A drug with its dose and price. */
  public record Offer(
      int examId,
      int examPosId,
      int orderSetId,
      String title,
      String turnaroundTime,
      int integrationPartner,
      String price) {}

  /** Those that can fill a prescription of any of these exams in that state. */
  public static List<PartnerPharmacy> of(List<Integer> examIds, String patientState) {
    return ALL.stream()
        .filter(pharmacy -> examIds.stream().anyMatch(pharmacy.exams()::contains))
        .filter(pharmacy -> pharmacy.serves().test(patientState))
        .toList();
  }
}
