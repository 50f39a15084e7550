package org.patientjourney.sandbox.pharmacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/partner_pharmacy_list (contract 4.7). */
public final class PartnerPharmacyListEndpoint {
  private static final String EXAMS = "exam_ids";
  // [changelog] Verbatim: an error of the provider's own code that nobody catches.
  private static final String NO_EXAMS = "Cannot convert undefined or null to object";

  private final Reception reception;
  private final StateStore store;

  private record Listed(int pharmacyId, String pharmacyName) {}

  public PartnerPharmacyListEndpoint(Reception reception, StateStore store) {
    this.reception = reception;
    this.store = store;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(ProviderEndpoint.PARTNER_PHARMACY_LIST, request, this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    if (!body.hasNonNull(EXAMS)) {
      return reception.refuse(call, 400, NO_EXAMS);
    }
    List<Integer> exams = NamedExams.numbers(body.path(EXAMS)).toList();
    // [changelog] Without a state, as with one that is not covered, there is none.
    List<Listed> found =
        PartnerPharmacy.of(exams, body.path("patient_state").asText()).stream()
            .map(pharmacy -> new Listed(pharmacy.id(), pharmacy.name()))
            .toList();
    return reception.list(
        call, Answer.json(200, store.now().shape().pharmacyLists().bare("pharmacies", found)));
  }
}
