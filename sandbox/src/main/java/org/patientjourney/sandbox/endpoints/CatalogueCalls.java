package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patientjourney.sandbox.catalogue.Catalogue;
import org.patientjourney.sandbox.catalogue.Catalogue.Exam;
import org.patientjourney.sandbox.catalogue.Catalogue.PartnerPharmacy;
import org.patientjourney.sandbox.catalogue.Catalogue.RetailPharmacy;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape.PharmacyLists;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** The endpoints that show the built-in exams and pharmacies. */
final class CatalogueCalls {
  private static final String EXAM_IDS = "exam_ids";
  private static final String SEARCH = "search";
  private static final String ZIP = "zip_code";
  private static final String NUMBER = "ncpdpid";
  private static final List<Field> FIELDS =
      List.of(Field.text(SEARCH), Field.pattern(ZIP, "\\d{5}"), Field.pattern(NUMBER, "\\d{7}"));

  /** The published answer has no http_code. */
  private record ExamList(int clinicId, List<Exam> exams) {}

  private CatalogueCalls() {}

  static Changed<Object> exams(SandboxState state, Caller caller) {
    return new Changed<>(state, new ExamList(caller.account().clinicId(), Catalogue.FIXED.exams()));
  }

  static Changed<Object> partnerPharmacies(SandboxState state, Caller caller) {
    if (!caller.body().hasNonNull(EXAM_IDS)) {
      // Verbatim: docs/provider.md, Pharmacies.
      throw Refusal.of("Cannot convert undefined or null to object");
    }
    return bare(state, "pharmacies", partners(caller).map(CatalogueCalls::listed).toList());
  }

  /** Without exams, pharmacies or state nothing is found. */
  static Changed<Object> packages(SandboxState state, Caller caller) {
    List<Integer> exams = Field.numbers(caller.body().path(EXAM_IDS));
    List<Integer> wanted = Field.numbers(caller.body().path("pharmacy_ids"));
    List<ObjectNode> found =
        partners(caller)
            .filter(pharmacy -> wanted.contains(pharmacy.id()))
            .flatMap(pharmacy -> pharmacy.packages().entrySet().stream())
            .filter(packages -> exams.contains(packages.getKey()))
            .flatMap(packages -> packages.getValue().stream())
            .toList();
    return bare(state, "treatment_packages", found);
  }

  /** By number, else by name and ZIP code. */
  static Changed<Object> searchPharmacies(SandboxState state, Caller caller) {
    ObjectNode body = caller.body();
    if (Stream.of(SEARCH, ZIP, NUMBER).noneMatch(body::hasNonNull)) {
      throw Refusal.missing(SEARCH);
    }
    Field.check(FIELDS, body);
    List<RetailPharmacy> found =
        Catalogue.FIXED.retailPharmacies().stream().filter(wanted(body)).toList();
    boolean isArray = state.shape().pharmacyLists() == PharmacyLists.ARRAY;
    return new Changed<>(state, isArray ? found : Map.of("pharmacies", found));
  }

  /** Without a state, as with one that is not covered, there is none. */
  private static Stream<PartnerPharmacy> partners(Caller caller) {
    List<Integer> exams = Field.numbers(caller.body().path(EXAM_IDS));
    return Catalogue.partnerPharmacies(exams, caller.body().path("patient_state").asText());
  }

  private static ObjectNode listed(PartnerPharmacy pharmacy) {
    return Json.object().put("pharmacy_id", pharmacy.id()).put("pharmacy_name", pharmacy.name());
  }

  private static Changed<Object> bare(SandboxState state, String name, List<ObjectNode> list) {
    boolean isObject = state.shape().pharmacyLists() == PharmacyLists.OBJECT;
    return new Changed<>(state, isObject ? Map.of(name, list) : list);
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
