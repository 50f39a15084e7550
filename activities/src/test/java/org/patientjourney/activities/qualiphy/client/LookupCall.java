package org.patientjourney.activities.qualiphy.client;

import java.util.List;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.PharmacySearch;
import org.patientjourney.workflows.order.ExamId;

/** The calls that only read, and what each sends but for the key. */
enum LookupCall {
  EXAMS("exam_list", "exams", "") {
    @Override
    LookupResult<?> send(QualiphyClient client) {
      return client.listExams(TestInvites.KEY);
    }
  },
  QUESTIONS("exam_questions", "questions", "\"exam_id\":5204,") {
    @Override
    LookupResult<?> send(QualiphyClient client) {
      return client.questions(TestInvites.KEY, TIRZEPATIDE);
    }
  },
  PARTNERS(
      "partner_pharmacy_list", "pharmacies", "\"exam_ids\":[5204,5309],\"patient_state\":\"NV\",") {
    @Override
    LookupResult<?> send(QualiphyClient client) {
      return client.listPartnerPharmacies(
          TestInvites.KEY, List.of(TIRZEPATIDE, new ExamId(5309)), "NV");
    }
  },
  PACKAGES(
      "partner_pharmacy_treatment_packages",
      "packages",
      "\"pharmacy_ids\":[31,12],\"exam_ids\":[5204],\"patient_state\":\"NV\",") {
    @Override
    LookupResult<?> send(QualiphyClient client) {
      return client.listPackages(TestInvites.KEY, List.of(31, 12), List.of(TIRZEPATIDE), "NV");
    }
  },
  SEARCH("custom_pharmacy_search", "pharmacies", "\"search\":\"Elm St\",\"zip_code\":\"89501\",") {
    @Override
    LookupResult<?> send(QualiphyClient client) {
      return client.searchPharmacies(TestInvites.KEY, new PharmacySearch("Elm St", "89501", null));
    }
  };

  private static final ExamId TIRZEPATIDE = new ExamId(5204);

  private final String path;
  private final String listName;
  private final String sent;

  LookupCall(String path, String listName, String sent) {
    this.path = path;
    this.listName = listName;
    this.sent = sent;
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
    return new ProviderCall<>(this::send);
  }

  abstract LookupResult<?> send(QualiphyClient client);
}
