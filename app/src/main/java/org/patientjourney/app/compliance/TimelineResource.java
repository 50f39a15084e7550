package org.patientjourney.app.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.JourneyNotes;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.refusal.ProviderCall;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.Role;
import org.patientjourney.workflows.order.JourneyId;

/** A journey's timeline with what persons wrote, and with the provider's words of refusal. */
@PersonalRead(alsoFor = {Role.COMPLIANCE, Role.OPERATIONS})
@Path("/journeys/{journeyId}/timeline")
@Produces(MediaType.APPLICATION_JSON)
public final class TimelineResource {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private final JourneyNotes notes;

  public TimelineResource(JourneyNotes notes) {
    this.notes = notes;
  }

  /**
   * What happened, oldest first.
   *
   * @param refusals with which the provider answered a call, oldest first
   */
  public record NotedTimeline(
      JourneyId journeyId, List<NotedLine> timeline, List<RefusalView> refusals) {}

  /**
   * One line of the journal.
   *
   * @param note a person's reason, and the evidence of a decision by hand
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotedLine(
      long seq,
      Instant at,
      String what,
      String actor,
      Map<String, String> detail,
      @Nullable String note) {
    static NotedLine of(JourneyNotes.NotedEntry noted) {
      JournalRow row = noted.entry();
      return new NotedLine(
          row.seq(),
          row.at(),
          row.kind().name(),
          row.actor(),
          StoredJson.read(row.detail(), DETAIL),
          noted.note());
    }

    /** Without the note. */
    @Override
    public String toString() {
      return "NotedLine[" + seq + " " + what + "]";
    }
  }

  /**
   * A refusal of the provider.
   *
   * @param text HTTP status and the beginning of the answer
   */
  public record RefusalView(Instant at, ProviderCall call, String text) {
    /** Without the text. */
    @Override
    public String toString() {
      return "RefusalView[" + at + " " + call + "]";
    }
  }

  @GET
  @Operation(summary = "What happened, with what persons wrote and the provider's refusals")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = NotedTimeline.class)))
  @ApiResponse(responseCode = "404")
  @ApiResponse(responseCode = "422")
  public Response get(
      @PathParam("journeyId") String journeyId,
      @HeaderParam(PersonalAccess.PURPOSE) @Nullable String purpose,
      @Context SecurityContext caller) {
    return PersonalAccess.readOfJourney(
        caller,
        PersonalEndpoint.TIMELINE,
        journeyId,
        purpose,
        (request, journey) ->
            notes
                .timeline(request, journey)
                .map(timeline -> Response.ok(view(journey, timeline)).build()));
  }

  private static NotedTimeline view(JourneyId journey, JourneyNotes.Timeline timeline) {
    return new NotedTimeline(
        journey,
        timeline.entries().stream().map(NotedLine::of).toList(),
        timeline.refusals().stream()
            .map(refusal -> new RefusalView(refusal.refusedAt(), refusal.call(), refusal.text()))
            .toList());
  }
}
