package org.patientjourney.app.compliance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmRow;
import org.patientjourney.activities.alarm.AlarmService;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.problem.Problem;

/** Why a person acknowledged an alarm. */
@PersonalRead(alsoFor = {Role.COMPLIANCE, Role.OPERATIONS})
@Path("/alarms/{alarmId}/acknowledgement")
@Produces(MediaType.APPLICATION_JSON)
public final class AcknowledgementResource {
  private final AlarmService alarms;
  private final JourneyNotes notes;

  public AcknowledgementResource(AlarmService alarms, JourneyNotes notes) {
    this.alarms = alarms;
    this.notes = notes;
  }

  @GET
  @Operation(summary = "Why an alarm was acknowledged")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NoteView.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("alarmId") String alarmId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    Optional<AlarmRow> found =
        alarmId.matches("[0-9]{1,18}") ? alarms.find(Long.parseLong(alarmId)) : Optional.empty();
    if (found.isEmpty()) {
      return notFound();
    }
    return PersonalAccess.read(
        caller,
        PersonalEndpoint.ALARM_ACKNOWLEDGEMENT,
        purpose,
        request ->
            notes
                .acknowledgement(request, found.get().alarmId(), found.get().journeyId())
                .map(note -> Response.ok(new NoteView(note)).build())
                .orElseGet(AcknowledgementResource::notFound));
  }

  private static Response notFound() {
    return Problem.response(
        404, "No such alarm", "expected the id of an alarm that a person acknowledged");
  }
}
