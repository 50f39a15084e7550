package org.patientjourney.activities.qualiphy.client;

import java.util.List;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.workflows.order.ExamId;

/** The calls that only read, and what each sends but for the key. */
enum LookupCall {
  EXAMS("exam_list", "exams", "", Lookup.exams()),
  QUESTIONS("exam_questions", "questions", "\"exam_id\":5204,", Lookup.questions(new ExamId(5204))),
  PARTNERS(
      "partner_pharmacy_list",
      "pharmacies",
      "\"exam_ids\":[5204,5309],\"patient_state\":\"NV\",",
      Lookup.partnerPharmacies(List.of(new ExamId(5204), new ExamId(5309)), "NV")),
  PACKAGES(
      "partner_pharmacy_treatment_packages",
      "packages",
      "\"pharmacy_ids\":[31,12],\"exam_ids\":[5204],\"patient_state\":\"NV\",",
      Lookup.packages(List.of(31, 12), List.of(new ExamId(5204)), "NV")),
  SEARCH(
      "custom_pharmacy_search",
      "pharmacies",
      "\"search\":\"Elm St\",\"zip_code\":\"89501\",",
      Lookup.pharmacies(new PharmacySearch("Elm St", "89501", null)));

  private final String path;
  private final String listName;
  private final String sent;

  @SuppressWarnings("ImmutableEnumChecker") // its request is not changed
  private final Lookup<?> lookup;

  LookupCall(String path, String listName, String sent, Lookup<?> lookup) {
    this.path = path;
    this.listName = listName;
    this.sent = sent;
    this.lookup = lookup;
  }

  String path() {
    return "/api/" + path;
  }

  /** How the list is called where it is a member of an object. */
  String listName() {
    return listName;
  }

  /** The body of the request. */
  String request() {
    return "{" + sent + "\"api_key\":\"" + TestInvites.KEY.value() + "\"}";
  }

  ProviderCall<LookupResult<?>> once() {
    return new ProviderCall<>(client -> client.lookUp(TestInvites.KEY, lookup));
  }
}
