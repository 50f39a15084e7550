package org.patientjourney.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.command.CommandResource;
import org.patientjourney.app.command.Offers;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.JourneyView;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;

/**
 * Journeys: the list, one with what may be done to it, and the forms that do it.
 *
 * @param temporalUi where the Temporal UI shows the runs of the namespace; empty shows no link
 */
@Hidden
@Path("/console/journeys")
@Produces(MediaType.TEXT_HTML)
public record JourneyPageResource(
    JourneyResource list,
    Journeys journeys,
    CommandResource commands,
    Offers offers,
    String temporalUi) {
  private static final String REVISION = "revision";

  /** Fields of a form that are no field of its command. */
  private static final Set<String> OF_THE_FORM = Set.of(FormFilter.TOKEN, REVISION);

  /** The parameters are those of {@code GET /journeys}. */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  public Page list(
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("orderId") @Nullable String orderId,
      @QueryParam("patientId") @Nullable String patientId,
      @QueryParam("patientExamId") @Nullable String patientExamId,
      @QueryParam("stage") @Nullable String stage,
      @QueryParam("open") @Nullable String open,
      @QueryParam("hold") @Nullable String hold,
      @QueryParam("olderThan") @Nullable String olderThan,
      @QueryParam("dueAfter") @Nullable String dueAfter,
      @QueryParam("dueBefore") @Nullable String dueBefore,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    List<JourneyView> found =
        list.list(
                clinic,
                orderId,
                patientId,
                patientExamId,
                stage,
                open,
                hold,
                olderThan,
                dueAfter,
                dueBefore,
                null,
                after,
                limit,
                uri,
                caller)
            .journeys();
    Page page =
        new Page("journeys")
            .with("journeys", found)
            .with("stages", Stage.values())
            .with("holds", HoldReason.values());
    return Query.listed(
        page, uri, found, limit, () -> found.get(found.size() - 1).journeyId().value());
  }

  /**
   * One journey.
   *
   * @param given the id of a command that was given on this page
   */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  @Path("/{journeyId}")
  public Page journey(
      @PathParam("journeyId") String journeyId,
      @QueryParam("given") @Nullable String given,
      @Context SecurityContext caller) {
    // Before the page is read: a form of an earlier revision is refused, never one of a later.
    JourneyRow row = journeys.getRow(journeyId);
    Offers.Possible possible = offers.of(row, caller);
    Page page =
        new Page("journey")
            .with("journey", list.get(journeyId))
            .with(REVISION, row.revision())
            .with("offers", possible.offers())
            .with("why", possible.why())
            .with(
                "ids",
                possible.offers().stream().map(offer -> UUID.randomUUID().toString()).toList());
    if (!temporalUi.isEmpty()) {
      String workflow = URLEncoder.encode(journeyId, StandardCharsets.UTF_8);
      page = page.with("temporal", temporalUi + "/workflows/" + workflow);
    }
    return given == null || !Texts.ID.fits(given)
        ? page
        : page.with("isRecorded", commands.service().isRecorded(row, given));
  }

  /** As {@code POST /journeys/{journeyId}/commands}, for the revision that was shown. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.CARE, Role.DISPENSING})
  @Path("/{journeyId}/commands")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response give(
      @PathParam("journeyId") String journeyId,
      MultivaluedMap<String, String> form,
      @Context SecurityContext caller) {
    String commandId = String.valueOf(form.getFirst("commandId"));
    JourneyRow row = journeys.getRow(journeyId);
    boolean isAsShown = Long.toString(row.revision()).equals(form.getFirst(REVISION));
    // Sent twice, it is the same command: the first one may have changed the journey.
    if (!isAsShown && !commands.service().isRecorded(row, commandId)) {
      throw ProblemType.CHANGED_MEANWHILE.refusal(
          "the journey " + journeyId + " has changed since the page was shown: nothing was done");
    }
    commands.give(journeyId, command(form), caller);
    return Response.seeOther(
            UriBuilder.fromPath("/console/journeys/{id}")
                .queryParam("given", "{given}")
                .build(journeyId, commandId))
        .build();
  }

  private static ObjectNode command(MultivaluedMap<String, String> form) {
    ObjectNode command = JsonNodeFactory.instance.objectNode();
    form.forEach(
        (name, values) -> {
          if (!OF_THE_FORM.contains(name)) {
            // A browser sends two characters for a line break.
            command.put(name, values.get(0).replace("\r\n", "\n"));
          }
        });
    return command;
  }
}
