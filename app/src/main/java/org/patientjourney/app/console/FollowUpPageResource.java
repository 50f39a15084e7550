package org.patientjourney.app.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.followup.FollowUpView;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.JourneyId;

/** Follow-ups by the day on which they are due, as they stand or will stand on a date. */
@Hidden
@Path("/console/follow-ups")
@Produces(MediaType.TEXT_HTML)
public record FollowUpPageResource(FollowUpResource followUps, InstantSource clock) {
  private static final int PAGE = 500;

  /** A week back and two ahead. */
  private static final int DAYS_BACK = 7;

  private static final int DAYS_AHEAD = 14;
  private static final int MOST_DAYS = 366;

  /**
   * One of the list.
   *
   * @param standing due, sent, late, met, met late, waived, not needed, or the provider's own
   */
  public record Row(FollowUpView followUp, String standing) {}

  /**
   * The list.
   *
   * @param from the first day, in UTC
   * @param until the last day, in UTC
   * @param asOf the date at whose end it is asked how all stands; now when it is left out
   */
  @GET
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  public Page list(
      @QueryParam("from") @Nullable String from,
      @QueryParam("until") @Nullable String until,
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("clinic") @Nullable String clinic,
      @Context UriInfo uri,
      @Context SecurityContext context) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Optional<LocalDate> first = date(from, today.minusDays(DAYS_BACK));
    Optional<LocalDate> last = date(until, first.orElse(today).plusDays(DAYS_BACK + DAYS_AHEAD));
    Optional<LocalDate> day = date(asOf, today);
    boolean isPeriod =
        first.isPresent()
            && last.isPresent()
            && !last.get().isBefore(first.get())
            && last.get().isBefore(first.get().plusDays(MOST_DAYS));
    new QueryCheck()
        .clinic(clinic)
        .that(first.isPresent(), "from", "a date like 2026-11-28")
        .that(isPeriod, "until", "a date from the first on, at most a year later")
        .that(day.isPresent(), "asOf", "a date like 2026-11-28")
        .refuse();
    Instant standing = asOf == null ? now : endOf(day.orElseThrow());
    List<FollowUpView> due =
        followUps.due(
            first.orElseThrow().atStartOfDay(ZoneOffset.UTC).toInstant(),
            endOf(last.orElseThrow()),
            standing,
            clinic,
            PAGE,
            Caller.of(context));
    // The record does not say when a follow-up was sent, only that it is.
    Set<JourneyId> sent = standing.isBefore(now) ? Set.of() : followUps.sent(due);
    return new Page("follow-ups")
        .with("days", byDay(due, sent))
        .with("asOf", standing)
        .with("from", first.orElseThrow())
        .with("until", last.orElseThrow())
        .with("isCut", due.size() == PAGE)
        .with("query", Query.of(uri));
  }

  /** Days are those of the patients' calendars. */
  private static Map<String, List<Row>> byDay(List<FollowUpView> due, Set<JourneyId> sent) {
    Map<String, List<Row>> days = new TreeMap<>();
    for (FollowUpView followUp : due) {
      LocalDate day = LocalDate.ofInstant(followUp.dueAt(), ZoneId.of(followUp.zone()));
      boolean isSent =
          followUp.followUpJourneyId() != null && sent.contains(followUp.followUpJourneyId());
      days.computeIfAbsent(day.toString(), none -> new ArrayList<>())
          .add(new Row(followUp, standing(followUp, isSent)));
    }
    return days;
  }

  private static String standing(FollowUpView followUp, boolean isSent) {
    Duration late = followUp.lateBy();
    return switch (followUp.status()) {
      case OPEN -> isSent ? "sent" : "due";
      case OVERDUE -> isSent ? "late, sent" : "late";
      case MET -> late == null ? "met" : "met late";
      case WAIVED -> "waived";
      case DROPPED -> "not needed";
      case RECORDED -> "the provider's own";
    };
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Optional<LocalDate> date(@Nullable String text, LocalDate otherwise) {
    try {
      return Optional.of(text == null ? otherwise : LocalDate.parse(text))
          .filter(date -> date.getYear() > 1970 && date.getYear() < 9999);
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }
}
