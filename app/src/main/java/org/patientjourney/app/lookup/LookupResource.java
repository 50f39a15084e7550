package org.patientjourney.app.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PartnerPharmacy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.activities.qualiphy.client.Lookup;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;

/** What a clinic's account at the provider has: each request asks the provider. */
@Path("/clinics/{clinic}")
@Produces(MediaType.APPLICATION_JSON)
public record LookupResource(ProviderLookups lookups, Map<ExamId, CatalogueEntry> catalogue) {
  private static final String STATE = "Where the patient is: two upper-case letters.";
  private static final int MOST = 20;

  public record ExamPage(List<ComparedExam> exams) {}

  public record QuestionPage(ExamId examId, List<Question> questions) {}

  public record PartnerPage(List<PartnerView> pharmacies) {}

  /**
   * One of them.
   *
   * @param patientChoice stands for any pharmacy of the patient's: order by that route instead
   */
  public record PartnerView(int pharmacyId, String name, boolean patientChoice) {
    static PartnerView of(PartnerPharmacy pharmacy) {
      return new PartnerView(pharmacy.pharmacyId(), pharmacy.name(), pharmacy.isPatientChoice());
    }
  }

  public record PackagePage(List<TreatmentPackage> packages) {}

  public record RetailPage(List<RetailPharmacy> pharmacies) {}

  @GET
  @Path("/exams")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "The provider's exams beside our catalogue, and in what they differ")
  public ExamPage exams(@PathParam("clinic") String clinic) {
    return new ExamPage(
        ComparedExam.of(found(lookups.lookUp(known(clinic), Lookup.exams())), catalogue));
  }

  @GET
  @Path("/exams/{examId}/questions")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "An exam's questions as they are now")
  public QuestionPage questions(
      @PathParam("clinic") String clinic, @PathParam("examId") String examId) {
    if (!isNumber(examId)) {
      throw ProblemType.NO_SUCH_EXAM.refusal("expected /clinics/{clinic}/exams/{examId}/questions");
    }
    ExamId exam = new ExamId(Integer.parseInt(examId));
    return new QuestionPage(exam, found(lookups.lookUp(known(clinic), Lookup.questions(exam))));
  }

  @GET
  @Path("/pharmacies")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Partner pharmacies that fill prescriptions of exams in a state")
  public PartnerPage partners(
      @PathParam("clinic") String clinic,
      @QueryParam("exam") List<String> exam,
      @Parameter(description = STATE) @QueryParam("state") @DefaultValue("") String state) {
    ClinicId known = known(clinic);
    checkNumbers(new QueryCheck(), "exam", exam)
        .required("state", state, isState(state), "two upper-case letters")
        .refuse();
    return new PartnerPage(
        found(lookups.lookUp(known, Lookup.partnerPharmacies(exams(exam), state))).stream()
            .map(PartnerView::of)
            .toList());
  }

  @GET
  @Path("/packages")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Drugs, doses and prices of partner pharmacies, for exams in a state")
  public PackagePage packages(
      @PathParam("clinic") String clinic,
      @QueryParam("pharmacy") List<String> pharmacy,
      @QueryParam("exam") List<String> exam,
      @Parameter(description = STATE) @QueryParam("state") @DefaultValue("") String state) {
    ClinicId known = known(clinic);
    checkNumbers(checkNumbers(new QueryCheck(), "pharmacy", pharmacy), "exam", exam)
        .required("state", state, isState(state), "two upper-case letters")
        .refuse();
    List<Integer> pharmacies = pharmacy.stream().map(Integer::valueOf).toList();
    return new PackagePage(
        found(lookups.lookUp(known, Lookup.packages(pharmacies, exams(exam), state))));
  }

  @GET
  @Path("/pharmacy-search")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Any pharmacy of the United States, by name and ZIP code or by number")
  public RetailPage search(
      @PathParam("clinic") String clinic,
      @Parameter(description = "A part of its name.") @QueryParam("name") @Nullable String name,
      @QueryParam("zip") @Nullable String zip,
      @QueryParam("ncpdpId") @Nullable String ncpdpId) {
    ClinicId known = known(clinic);
    if (!PharmacySearch.isValid(name, zip, ncpdpId)) {
      throw ProblemType.QUERY_REFUSED.refusal(
          QueryCheck.DETAIL,
          List.of(
              new FieldProblem(
                  "",
                  "name (1 to 100 characters), zip (5 digits) or both; or ncpdpId alone (7 digits)",
                  name == null && zip == null && ncpdpId == null ? "nothing" : "something else")));
    }
    return new RetailPage(
        found(lookups.lookUp(known, Lookup.pharmacies(new PharmacySearch(name, zip, ncpdpId)))));
  }

  private ClinicId known(String clinic) {
    if (!ClinicId.isValid(clinic) || !lookups.knows(new ClinicId(clinic))) {
      throw ProblemType.NO_SUCH_CLINIC.refusal("expected a clinic of config.yml");
    }
    return new ClinicId(clinic);
  }

  private static <T> List<T> found(LookupResult<T> result) {
    if (result instanceof LookupResult.Found<T> found) {
      return found.entries();
    }
    throw refusal((LookupResult.Failed<T>) result);
  }

  /** The cause is one of our constants, never the provider's text. */
  private static WebApplicationException refusal(LookupResult.Failed<?> failed) {
    return switch (failed.kind()) {
      case REFUSED ->
          ProblemType.REFUSED_BY_THE_PROVIDER.refusal("a person must act first: " + failed.cause());
      case UNREADABLE ->
          ProblemType.UNREADABLE_ANSWER.refusal(
              "expected a list of the provider: " + failed.cause());
      case PAUSED ->
          ProblemType.PROVIDER_NOT_REACHED.refusal(
              "calls for this clinic are paused, see GET /pauses: try again when they are released");
      case UNREACHABLE, TOO_SLOW, RATE_LIMITED ->
          ProblemType.PROVIDER_NOT_REACHED.refusal("try again in a while: " + failed.cause());
    };
  }

  private static QueryCheck checkNumbers(QueryCheck check, String name, List<String> texts) {
    return check.required(
        name,
        String.join(",", texts),
        !texts.isEmpty()
            && texts.size() <= MOST
            && texts.stream().allMatch(LookupResource::isNumber),
        "1 to " + MOST + " numbers, each a parameter of its own");
  }

  private static List<ExamId> exams(List<String> numbers) {
    return numbers.stream().map(Integer::valueOf).map(ExamId::new).toList();
  }

  private static boolean isState(String text) {
    return text.matches("[A-Z]{2}");
  }

  private static boolean isNumber(String text) {
    return text.matches("[1-9][0-9]{0,8}");
  }
}
