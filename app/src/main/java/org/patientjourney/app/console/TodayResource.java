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
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.query.QueryCheck;

/** What a person has to look at today. */
@Hidden
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public record TodayResource(
    Journeys journeys,
    AlarmResource alarms,
    IncidentResource incidents,
    FollowUpResource followUps,
    InstantSource clock) {
  /** Of each kind, the most urgent; the lists have the rest. */
  private static final int SHOWN = 20;

  private static final Duration SOON = Duration.ofDays(7);

  @GET
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE, Role.CARE, Role.DISPENSING})
  public Page today(@Context SecurityContext context) {
    Caller caller = Caller.of(context);
    Instant now = clock.instant();
    Page page = new Page("today").with("now", now).with("shown", SHOWN);
    if (ConsolePart.ALARMS.isFor(caller.role())) {
      page = page.with("alarms", first(alarms.list("true", QueryCheck.NEWEST, context).alarms()));
    }
    if (ConsolePart.INCIDENTS.isFor(caller.role())) {
      page = page.with("incidents", first(incidents.list("true", null, context).incidents()));
    }
    if (ConsolePart.JOURNEYS.isFor(caller.role())) {
      String clinic = caller.clinicToList(null);
      page =
          page.with("held", journeys.held(clinic, SHOWN + 1))
              .with("overdue", journeys.overdue(clinic, now, SHOWN + 1));
    }
    if (ConsolePart.FOLLOW_UPS.isFor(caller.role())) {
      page =
          page.with(
                  "overdueFollowUps",
                  followUps.first(ObligationStatus.OVERDUE, Instant.EPOCH, now, SHOWN + 1, caller))
              .with(
                  "followUps",
                  // Those past their time, but within their grace, are owed today most of all.
                  followUps.first(
                      ObligationStatus.OPEN, Instant.EPOCH, now.plus(SOON), SHOWN + 1, caller));
    }
    return page;
  }

  /** One more than is shown: the page says so. */
  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), SHOWN + 1));
  }
}
