package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.command.CommandResource;
import org.patientjourney.app.command.Offer;
import org.patientjourney.app.command.Offers;
import org.patientjourney.app.console.CommandForm.AskedField;
import org.patientjourney.app.console.CommandForm.Sent;
import org.patientjourney.app.journey.JourneyFilter;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.JourneyView;
import org.patientjourney.app.journey.Journeys;
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
  /** The parameters are those of {@code GET /journeys}. */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE})
  public Page list(
      @BeanParam JourneyFilter filter,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @Context UriInfo uri,
      @Context SecurityContext caller) {
    List<JourneyView> found = list.list(filter, null, limit, uri, caller).journeys();
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
            .with("forms", forms(row, possible))
            .with("why", possible.why());
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
    Sent sent = new Sent(form);
    JourneyRow row = journeys.getRow(journeyId);
    sent.requireShown(
        Long.toString(row.revision()), commands.service().isRecorded(row, sent.commandId()));
    commands.give(journeyId, sent.command(), caller);
    UriBuilder page =
        ConsolePart.JOURNEYS.isFor(Caller.of(caller).role())
            ? UriBuilder.fromPath("/console/journeys").segment(journeyId)
            : UriBuilder.fromPath(ConsolePart.RECORDS.path()).queryParam("journey", journeyId);
    return sent.seeAgain(page);
  }

  /** The forms of what a caller may do to a journey. */
  static List<CommandForm> forms(JourneyRow row, Offers.Possible possible) {
    String path = "/console/journeys/" + row.journeyId() + "/commands";
    return possible.offers().stream().map(offer -> form(row, path, offer)).toList();
  }

  private static CommandForm form(JourneyRow row, String path, Offer offer) {
    String command = offer.type().spelled();
    Map<String, String> hidden = new TreeMap<>(offer.chosen());
    hidden.put("command", command);
    return new CommandForm(
        path,
        words(command),
        Stream.concat(Stream.of(command), offer.chosen().values().stream())
            .map(JourneyPageResource::words)
            .collect(Collectors.joining(": ")),
        offer.type().meaning(),
        effects(offer.after()),
        hidden,
        offer.asked().stream()
            .map(field -> new AskedField(field.name(), field.expected(), "", List.of()))
            .toList(),
        Long.toString(row.revision()),
        UUID.randomUUID().toString());
  }

  private static Map<String, String> effects(Offer.Preview after) {
    Map<String, String> effects = new LinkedHashMap<>();
    effects.put("Stage", words(after.stage().name()));
    effects.put("What happens next", after.next().what());
    if (after.next().due() != null) {
      effects.put("By", after.next().due().toString().substring(0, 16).replace('T', ' '));
    }
    if (after.next().owner() != null) {
      effects.put("Who acts", words(after.next().owner().name()));
    }
    String holds =
        after.holds().stream().map(hold -> words(hold.name())).collect(Collectors.joining(", "));
    effects.put("Holds", holds.isEmpty() ? "none" : holds);
    return effects;
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replaceAll("[_-]", " ");
  }
}
