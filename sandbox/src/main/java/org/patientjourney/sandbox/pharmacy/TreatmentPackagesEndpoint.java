package org.patientjourney.sandbox.pharmacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/partner_pharmacy_treatment_packages (contract 4.9). */
public final class TreatmentPackagesEndpoint {
  private final Reception reception;
  private final StateStore store;

  private record Listed(
      int examPosId,
      int orderSetId,
      String title,
      int pharmacyId,
      String turnaroundTime,
      String pharmacyName,
      int integrationPartner,
      String qualiphyTotalPrice) {

    static Listed of(TreatmentPackage found, PartnerPharmacy pharmacy) {
      return new Listed(
          found.examPosId(),
          found.orderSetId(),
          found.title(),
          pharmacy.id(),
          found.turnaroundTime(),
          pharmacy.name(),
          found.integrationPartner(),
          found.price());
    }
  }

  public TreatmentPackagesEndpoint(Reception reception, StateStore store) {
    this.reception = reception;
    this.store = store;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(
        ProviderEndpoint.PARTNER_PHARMACY_TREATMENT_PACKAGES, request, this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    return reception.list(
        call,
        Answer.json(
            200, store.now().shape().pharmacyLists().bare("treatment_packages", found(body))));
  }

  /** [changelog] Whatever is missing, pharmacy_ids under a singular name too, finds nothing. */
  private static List<Listed> found(ObjectNode body) {
    List<Integer> exams = NamedExams.numbers(body.path("exam_ids")).toList();
    List<Integer> wanted = NamedExams.numbers(body.path("pharmacy_ids")).toList();
    return PartnerPharmacy.of(exams, body.path("patient_state").asText()).stream()
        .filter(pharmacy -> wanted.contains(pharmacy.id()))
        .flatMap(pharmacy -> packages(pharmacy, exams))
        .toList();
  }

  private static Stream<Listed> packages(PartnerPharmacy pharmacy, List<Integer> exams) {
    return TreatmentPackage.of(pharmacy, exams).stream().map(found -> Listed.of(found, pharmacy));
  }
}
