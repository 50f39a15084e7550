package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.journey.JourneyView;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.obligation.ObligationResource;
import org.patientjourney.workflows.journey.Stage;

/** What a person has to look at today. */
@Hidden
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public record TodayResource(
    Journeys journeys,
    AlarmResource alarms,
    IncidentResource incidents,
    ObligationResource obligations,
    FollowUpResource followUps,
    InstantSource clock) {
  /** Of each kind; the lists have the rest. */
  private static final int SHOWN = 20;

  private static final Duration SOON = Duration.ofDays(7);

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE, Role.CARE, Role.DISPENSING})
  public Page today(@Context SecurityContext context) {
    Caller caller = Caller.of(context);
    Instant now = clock.instant();
    Page page = new Page("today").with("now", now);
    if (ConsolePart.ALARMS.isFor(caller.role())) {
      page =
          page.with("alarms", first(alarms.list("true", "999999999999999999", context).alarms()));
    }
    if (ConsolePart.INCIDENTS.isFor(caller.role())) {
      page = page.with("incidents", first(incidents.list("true", null, context).incidents()));
    }
    if (ConsolePart.JOURNEYS.isFor(caller.role())) {
      page =
          page.with("held", open(caller, Stage.HELD.name(), null))
              .with("overdue", open(caller, null, now));
    }
    if (ConsolePart.FOLLOW_UPS.isFor(caller.role())) {
      page =
          page.with(
                  "overdueFollowUps",
                  first(
                      obligations
                          .list(ObligationStatus.OVERDUE.name(), null, "", context)
                          .obligations()))
              .with("followUps", followUps.due(now, now.plus(SOON), now, null, SHOWN + 1, caller));
    }
    return page;
  }

  private List<JourneyView> open(
      Caller caller, @Nullable String stage, @Nullable Instant dueBefore) {
    JourneyQuery query =
        new JourneyQuery(
            caller.clinicToList(null),
            null,
            null,
            null,
            stage,
            true,
            null,
            null,
            null,
            dueBefore,
            "",
            SHOWN + 1);
    return journeys.page(query).journeys();
  }

  /** One more than is shown: the page says so. */
  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), SHOWN + 1));
  }
}
