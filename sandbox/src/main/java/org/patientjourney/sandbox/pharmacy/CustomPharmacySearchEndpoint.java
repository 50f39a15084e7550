package org.patientjourney.sandbox.pharmacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.Format;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/custom_pharmacy_search: by number, else by name and ZIP code (contract 4.10). */
public final class CustomPharmacySearchEndpoint {
  private static final String SEARCH = "search";
  private static final String ZIP = "zip_code";
  private static final String NUMBER = "ncpdpid";
  private static final List<Format> FORMATS =
      List.of(Format.text(SEARCH), Format.pattern(ZIP, "\\d{5}"), Format.pattern(NUMBER, "\\d{7}"));

  private final Reception reception;
  private final StateStore store;

  public CustomPharmacySearchEndpoint(Reception reception, StateStore store) {
    this.reception = reception;
    this.store = store;
  }

  /** Answers one call and lists it. */
  public Reply answer(Request request) {
    return reception.receive(ProviderEndpoint.CUSTOM_PHARMACY_SEARCH, request, this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    Optional<String> problem = problem(body);
    if (problem.isPresent()) {
      return reception.refuse(call, 400, problem.get());
    }
    List<RetailPharmacy> found = RetailPharmacy.all().stream().filter(wanted(body)).toList();
    return reception.list(
        call, Answer.json(200, store.now().shape().pharmacyLists().wrapped("pharmacies", found)));
  }

  private static Optional<String> problem(ObjectNode body) {
    return Stream.of(SEARCH, ZIP, NUMBER).anyMatch(body::hasNonNull)
        ? Format.firstProblem(FORMATS, body)
        // [SIM] "At least one should be supplied."
        : Optional.of("Missing required field: " + SEARCH);
  }

  private static Predicate<RetailPharmacy> wanted(ObjectNode body) {
    if (body.hasNonNull(NUMBER)) {
      return pharmacy -> pharmacy.ncpdpid().equals(body.path(NUMBER).asText());
    }
    return pharmacy ->
        pharmacy.isCalled(body.path(SEARCH).asText(""))
            && (!body.hasNonNull(ZIP) || pharmacy.isNear(body.path(ZIP).asText()));
  }
}
