package org.patientjourney.app.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessReport;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.erasure.ErasureOutcome;
import org.patientjourney.activities.erasure.ErasureRow;
import org.patientjourney.activities.erasure.Erasures;
import org.patientjourney.activities.erasure.LegalHoldRow;
import org.patientjourney.activities.erasure.LegalHolds;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.NoteView;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.CommandBody;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/** What is kept of a patient; erasure by destroying the keys of it; legal holds. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public record PatientDataResource(
    Erasures erasures,
    LegalHolds holds,
    SubjectCommands patients,
    SubjectCommands legalHolds,
    PersonalReads reads) {
  public record ErasurePage(List<ErasureRow> erasures) {}

  public record LegalHoldPage(List<LegalHoldRow> legalHolds) {}

  private record PatientPath(ClinicId clinic, PatientId patient) {
    static PatientPath of(String clinic, String patient) {
      if (!ClinicId.isValid(clinic) || !PatientId.isValid(patient)) {
        throw noPatient();
      }
      return new PatientPath(new ClinicId(clinic), new PatientId(patient));
    }

    String subject() {
      return clinic + ":" + patient;
    }
  }

  @GET
  @PersonalRead(PersonalEndpoint.ACCESS_REPORT)
  @Path("patients/{clinic}/{patientId}/access-report")
  @Operation(summary = "What is kept of a patient, and who read it, when and why")
  public AccessReport accessReport(
      @PathParam("clinic") String clinic,
      @PathParam("patientId") String patientId,
      @BeanParam PersonalAccess access) {
    PatientPath patient = PatientPath.of(clinic, patientId);
    return access.read(
        request -> reads.accessReport(request, patient.clinic(), patient.patient()),
        PatientDataResource::noPatient);
  }

  @POST
  @RolesAllowed(Role.COMPLIANCE)
  @Path("patients/{clinic}/{patientId}/erasure")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Destroys the keys of all data of a patient: it cannot be read again")
  public ErasureRow erase(
      @PathParam("clinic") String clinic,
      @PathParam("patientId") String patientId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    PatientPath patient = PatientPath.of(clinic, patientId);
    Origin origin = given(patient, body, caller, "erase");
    ErasureOutcome outcome =
        erasures.erase(
            patient.clinic(),
            patient.patient(),
            origin,
            Caller.of(caller).request(PersonalEndpoint.ERASURE, true, origin.reason()));
    if (outcome instanceof ErasureOutcome.Refused refused) {
      throw ProblemType.ERASURE_REFUSED.refusal(refused.found());
    }
    if (outcome instanceof ErasureOutcome.Erased erased) {
      return erased.row();
    }
    throw noPatient();
  }

  @GET
  @RolesAllowed(Role.COMPLIANCE)
  @Path("erasures")
  @Operation(summary = "Erasures, oldest first: to be applied again after a restore")
  public ErasurePage erasures(
      @QueryParam("clinic") @Nullable String clinic,
      @Parameter(
              description = "The last erasureId of the page before.",
              schema = @Schema(type = "integer"))
          @QueryParam("after")
          @DefaultValue("0")
          String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext caller) {
    new QueryCheck()
        .clinic(clinic)
        .number("after", after, "the erasureId of an erasure")
        .limit(limit)
        .refuse();
    String listed = Caller.of(caller).clinicToList(clinic);
    return new ErasurePage(
        erasures.list(listed, Long.parseLong(after), Integer.parseInt(limit)).stream()
            .filter(row -> Caller.of(caller).sees(row.clinic()))
            .toList());
  }

  @GET
  @PersonalRead(PersonalEndpoint.ERASURE_REASON)
  @Path("erasures/{erasureId}/reason")
  @Operation(summary = "Why a patient's data was erased")
  public NoteView erasureReason(
      @PathParam("erasureId") String erasureId, @BeanParam PersonalAccess access) {
    ErasureRow row =
        QueryCheck.id(erasureId)
            .flatMap(erasures::find)
            .orElseThrow(PatientDataResource::noErasure);
    return new NoteView(
        access.read(
            request -> reads.erasureReason(request, row.erasureId(), row.clinic()),
            PatientDataResource::noErasure));
  }

  /** One that is in force stays so. The patient need not have ordered yet. */
  @POST
  @RolesAllowed(Role.COMPLIANCE)
  @Path("patients/{clinic}/{patientId}/legal-hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sets a legal hold: while it is in force, the patient is not erased")
  public LegalHoldRow hold(
      @PathParam("clinic") String clinic,
      @PathParam("patientId") String patientId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    PatientPath patient = PatientPath.of(clinic, patientId);
    Origin origin = given(patient, body, caller, "hold");
    LegalHoldRow hold = holds.set(patient.clinic(), patient.patient(), origin);
    if (hold.releasedAt() != null) {
      throw ProblemType.LEGAL_HOLD_RELEASED.refusal(
          "expected the commandId of a hold in force, or a new one, found that of hold %d, released at %s"
              .formatted(hold.holdId(), hold.releasedAt()));
    }
    return hold;
  }

  @GET
  @RolesAllowed(Role.COMPLIANCE)
  @Path("legal-holds")
  @Operation(summary = "Legal holds, newest first: those in force, or all")
  public LegalHoldPage holds(
      @QueryParam("open") @DefaultValue("true") String open,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext caller) {
    new QueryCheck().flag("open", open).clinic(clinic).refuse();
    return new LegalHoldPage(
        holds.list(Boolean.parseBoolean(open), Caller.of(caller).clinicToList(clinic)).stream()
            .filter(hold -> Caller.of(caller).sees(hold.clinic()))
            .toList());
  }

  @POST
  @RolesAllowed(Role.COMPLIANCE)
  @Path("legal-holds/{holdId}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Releases a legal hold")
  public LegalHoldRow release(
      @PathParam("holdId") String holdId,
      @RequestBody(content = @Content(schema = @Schema(ref = "Acknowledgement")))
          @Nullable ObjectNode body,
      @Context SecurityContext caller) {
    Origin origin = CommandBody.originOf(body, caller);
    LegalHoldRow hold =
        QueryCheck.id(holdId).flatMap(holds::find).orElseThrow(PatientDataResource::noHold);
    if (!Caller.of(caller).sees(hold.clinic())) {
      throw noHold();
    }
    legalHolds.requireSame(hold.holdId(), origin, "release");
    return holds.release(hold, origin);
  }

  @GET
  @PersonalRead(PersonalEndpoint.LEGAL_HOLD_REASON)
  @Path("legal-holds/{holdId}/reason")
  @Operation(summary = "Why a legal hold was set")
  public NoteView holdReason(@PathParam("holdId") String holdId, @BeanParam PersonalAccess access) {
    LegalHoldRow hold =
        QueryCheck.id(holdId).flatMap(holds::find).orElseThrow(PatientDataResource::noHold);
    return new NoteView(
        access.read(
            request -> reads.legalHoldReason(request, hold.holdId(), hold.clinic()),
            PatientDataResource::noHold));
  }

  private Origin given(
      PatientPath patient, @Nullable ObjectNode body, SecurityContext caller, String kind) {
    Origin origin = CommandBody.originOf(body, caller);
    patients.requireSame(patient.subject(), origin, kind);
    return origin;
  }

  private static WebApplicationException noPatient() {
    return ProblemType.NO_SUCH_PATIENT.refusal(
        "expected /patients/{clinic}/{patientId} of an order: GET /journeys?patientId= finds journeys");
  }

  private static WebApplicationException noErasure() {
    return ProblemType.NO_SUCH_ERASURE.refusal("expected the id of an erasure: GET /erasures");
  }

  private static WebApplicationException noHold() {
    return ProblemType.NO_SUCH_LEGAL_HOLD.refusal(
        "expected the id of a legal hold: GET /legal-holds lists those in force");
  }
}
