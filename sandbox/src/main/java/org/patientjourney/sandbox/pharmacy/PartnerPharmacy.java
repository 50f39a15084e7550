package org.patientjourney.sandbox.pharmacy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.patientjourney.sandbox.exam.ServedStates;

/** A pharmacy that the provider sends prescriptions to, and for which exams and patients. */
record PartnerPharmacy(int id, String name, Set<Integer> exams, Predicate<String> serves) {
  static final int COMPOUNDING = 31;

  /** [seen] The retail route is an entry of the same list, with this id on a real account. */
  static final int CHOOSE_YOUR_OWN = 12;

  private static final Set<String> STATES =
      Set.of(ServedStates.TEST, "AZ", "CA", "CO", "FL", "NV", "NY", "TX");

  private static final List<PartnerPharmacy> ALL =
      List.of(
          new PartnerPharmacy(COMPOUNDING, "Juniper Compounding", Set.of(5204), STATES::contains),
          new PartnerPharmacy(
              CHOOSE_YOUR_OWN,
              "Choose Your Pharmacy",
              Set.of(5204, 5309, 5400),
              ServedStates::contain));

  /** Those that can fill a prescription of any of these exams in that state. */
  static List<PartnerPharmacy> of(List<Integer> examIds, String patientState) {
    return ALL.stream()
        .filter(pharmacy -> examIds.stream().anyMatch(pharmacy.exams()::contains))
        .filter(pharmacy -> pharmacy.serves().test(patientState))
        .toList();
  }
}
