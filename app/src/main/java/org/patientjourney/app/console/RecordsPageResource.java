package org.patientjourney.app.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.command.Offers;
import org.patientjourney.app.compliance.JournalResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.order.OrderResource;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.app.report.ReportResource;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Personal data of one journey, read with a purpose: what the API's endpoints answer to the same
 * role, with the same line in the access log.
 */
@Hidden
@Path("/console/records")
@Produces(MediaType.TEXT_HTML)
public record RecordsPageResource(
    JournalResource journals,
    ReportResource reports,
    OrderResource orders,
    Journeys journeys,
    CommandService commands,
    Offers offers,
    ObjectMapper json) {
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  /** What can be read here. */
  public enum Part {
    TIMELINE("What happened, with what persons and the provider wrote", PersonalEndpoint.TIMELINE),
    CONSULTATIONS("What the provider said of the exam", PersonalEndpoint.CONSULTATIONS),
    PRESCRIPTIONS("Prescriptions", PersonalEndpoint.PRESCRIPTIONS),
    SHIPMENTS("Shipments", PersonalEndpoint.SHIPMENTS),
    INVITE_LINK("The link of the invite", PersonalEndpoint.INVITE_LINK),
    ORDER("The order and its patient", PersonalEndpoint.ORDER_CONTENT);

    private final String title;
    private final PersonalEndpoint endpoint;

    Part(String title, PersonalEndpoint endpoint) {
      this.title = title;
      this.endpoint = endpoint;
    }

    public String title() {
      return title;
    }

    static List<Part> of(SecurityContext caller) {
      return Arrays.stream(values())
          .filter(
              part -> PersonalAccess.roles(part.endpoint).stream().anyMatch(caller::isUserInRole))
          .toList();
    }
  }

  /**
   * The form that reads, and what a role without the journey's page may do to the journey.
   *
   * @param journey whose data is to be read
   * @param given the id of a command that was given on this page
   */
  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE, Role.CARE, Role.DISPENSING})
  public Page ask(
      @QueryParam("journey") @Nullable String journey,
      @QueryParam("given") @Nullable String given,
      @Context SecurityContext caller) {
    new QueryCheck().journey("journey", journey).refuse();
    Page page = page(journey, caller);
    if (journey == null || ConsolePart.JOURNEYS.isFor(Caller.of(caller).role())) {
      return page;
    }
    JourneyRow row =
        journeys
            .findRow(journey)
            .filter(found -> Caller.of(caller).sees(found.journeyId()))
            .orElseThrow(() -> ProblemType.noSuchJourney(journey));
    Offers.Possible possible = offers.of(row, caller);
    Page offering =
        page.with(
                "forms",
                // How a journey stands is not this role's to read.
                JourneyPageResource.forms(row, possible).stream()
                    .map(CommandForm::withoutEffects)
                    .toList())
            .with("why", possible.why());
    return given == null || !Texts.ID.fits(given)
        ? offering
        : offering.with("isRecorded", commands.isRecorded(row, given));
  }

  /** Reads. The purpose is personal data: it stands in no address. */
  @POST
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE, Role.CARE, Role.DISPENSING})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Page read(
      @FormParam("journey") @Nullable String journey,
      @FormParam("part") @Nullable String part,
      @FormParam("purpose") @Nullable String purpose,
      @Context SecurityContext caller) {
    String id = Optional.ofNullable(journey).orElse("");
    String name = Optional.ofNullable(part).orElse("");
    new QueryCheck()
        .journey("journey", id)
        .required(
            "part", name, QueryCheck.isNameOf(name, Part.values()), QueryCheck.oneOf(Part.values()))
        .refuse();
    Part chosen = Part.valueOf(name);
    return page(id, caller)
        .with("part", chosen)
        .with("read", shown(answer(chosen, new JourneyId(id), purpose, caller)));
  }

  private Object answer(
      Part part, JourneyId journey, @Nullable String purpose, SecurityContext caller) {
    PersonalAccess access = new PersonalAccess(part.endpoint, caller, purpose);
    String id = journey.value();
    return switch (part) {
      case TIMELINE -> journals.timeline(id, access);
      case CONSULTATIONS -> reports.consultations(id, access, caller);
      case PRESCRIPTIONS -> reports.prescriptions(id, access, caller);
      case SHIPMENTS -> reports.shipments(id, access);
      case INVITE_LINK -> reports.inviteLink(id, access);
      case ORDER -> orders.content(journey.clinic().value(), journey.orderId().value(), access);
    };
  }

  /** As the API writes it; a template shows no absent value. */
  private Map<String, Object> shown(Object answer) {
    Map<String, Object> fields = new LinkedHashMap<>(json.convertValue(answer, FIELDS));
    fields.remove("journeyId");
    return fields;
  }

  private static Page page(@Nullable String journey, SecurityContext caller) {
    return new Page("records")
        .with("parts_to_read", Part.of(caller))
        .with("asked", journey == null ? "" : journey);
  }
}
