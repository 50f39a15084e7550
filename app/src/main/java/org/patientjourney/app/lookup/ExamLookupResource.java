package org.patientjourney.app.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ExamId;

/** The exams of a clinic's account at the provider, and their questions. */
@Path("/clinics/{clinic}/exams")
@Produces(MediaType.APPLICATION_JSON)
public final class ExamLookupResource {
  private final ProviderLookups lookups;
  private final CatalogueComparison comparison;

  public ExamLookupResource(ProviderLookups lookups, Collection<CatalogueEntry> catalogue) {
    this.lookups = lookups;
    this.comparison = new CatalogueComparison(catalogue);
  }

  /** The provider's list beside our catalogue. */
  public record ExamPage(List<ComparedExam> exams) {}

  /** An exam's questionnaire. */
  public record QuestionPage(ExamId examId, List<Question> questions) {}

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "The provider's exams beside our catalogue, and in what they differ")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ExamPage.class)))
  @ApiResponse(responseCode = "404", description = "No such clinic")
  @ApiResponse(responseCode = "502", description = "Refused by the provider, or unreadable")
  @ApiResponse(responseCode = "503", description = "The provider cannot be reached")
  public Response list(@PathParam("clinic") String clinic) {
    return LookupAnswer.of(
        lookups, clinic, List.of(), lookups::exams, exams -> new ExamPage(comparison.with(exams)));
  }

  @GET
  @Path("/{examId}/questions")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "An exam's questions as they are now")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = QuestionPage.class)))
  @ApiResponse(responseCode = "404", description = "No such clinic, or no number of an exam")
  @ApiResponse(responseCode = "502", description = "Refused by the provider, or unreadable")
  @ApiResponse(responseCode = "503", description = "The provider cannot be reached")
  public Response questions(
      @PathParam("clinic") String clinic, @PathParam("examId") String examId) {
    if (!LookupRequest.isNumber(examId)) {
      return Problem.response(
          404, "No such exam", "expected /clinics/{clinic}/exams/{examId}/questions");
    }
    ExamId exam = new ExamId(Integer.parseInt(examId));
    return LookupAnswer.of(
        lookups,
        clinic,
        List.of(),
        known -> lookups.questions(known, exam),
        questions -> new QuestionPage(exam, questions));
  }
}
