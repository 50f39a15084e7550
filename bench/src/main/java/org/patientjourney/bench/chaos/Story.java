package org.patientjourney.bench.chaos;

import java.util.Map;

/** What is ordered, and how it must end, however often it is interrupted. */
enum Story {
  APPROVE("Approve", Map.of(5101, new End("APPROVED", "Approved", 1, 0, 0))),
  REJECT("Reject", Map.of(5101, new End("REJECTED", "Rejected", 1, 0, 0))),
  TWO_EXAMS(
      "Approve Reject",
      Map.of(
          5101, new End("APPROVED", "Approved", 1, 0, 0),
          5102, new End("REJECTED", "Rejected", 1, 0, 0))),
  DEFER("Defer Approve", Map.of(5101, new End("APPROVED", "Approved", 2, 0, 0))),
  NOT_APPLICABLE("N/A", Map.of(5101, new End("CLOSED_BY_PERSON", "NA", 1, 0, 1))),
  /** Two parcels, and a follow-up that falls due during the run. */
  GLP1(
      "Prescription Approve Parcels",
      Map.of(
          5204, new End("APPROVED", "Approved", 1, 2, 0),
          5205, new End("APPROVED", "Approved", 1, 0, 0))),
  CANCEL("Waiting", Map.of(5101, new End("CANCELLED", "Cancelled", 0, 0, 0))),
  WAIT("Waiting", Map.of(5101, new End("AWAITING_CONSULTATION", "Pending", 0, 0, 1)));

  /**
   * How an exam ends.
   *
   * @param stage in our record
   * @param status at the provider
   * @param consultations the decisions that were reported, deferrals among them
   * @param parcels that were reported
   * @param resends that a person asked for; a not applicable exam is offered once more by itself
   */
  record End(String stage, String status, int consultations, int parcels, int resends) {
    boolean isOpen() {
      return stage.startsWith("AWAITING");
    }

    /** Entries of its journal, of which each must be there once for each event. */
    Map<String, Integer> entries() {
      return Map.of(
          "CONSULTATION_REPORTED",
          consultations,
          "PRESCRIPTION_REPORTED",
          Math.min(1, parcels),
          "SHIPMENT_REPORTED",
          parcels,
          "CLOSED",
          isOpen() ? 0 : 1);
    }
  }

  private final String lastName;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be changed
  private final Map<Integer, End> ends;

  Story(String lastName, Map<Integer, End> ends) {
    this.lastName = lastName;
    this.ends = ends;
  }

  String lastName() {
    return lastName;
  }

  /** By exam. */
  Map<Integer, End> ends() {
    return ends;
  }
}
