package org.patientjourney.activities.silence;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.silence.SilenceDao.ClinicInstant;
import org.patientjourney.activities.silence.SilenceRule.Counted;
import org.patientjourney.activities.silence.SilenceRule.Span;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.ClinicId;

/**
 * Raises an alarm for a clinic whose webhooks should have come and did not, and closes it when one
 * comes. One that a person acknowledged is not raised again for the same silence.
 */
public final class SilenceWatch implements Runnable {
  /** Between two looks. */
  public static final Duration EVERY = Duration.ofMinutes(1);

  /**
   * After so long without a look, while the engine or PostgreSQL was down, silence counts from the
   * next one on. Deliveries are looked for as far back: one may be committed late.
   */
  static final Duration BLIND = Duration.ofMinutes(10);

  /** After a pause patients must be invited anew before webhooks can come. */
  static final Duration AFTER_PAUSE = Duration.ofDays(1);

  static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration PAST = SilenceRule.LONGEST.multipliedBy(SilenceRule.WEEKS + 1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final Map<ClinicId, ClinicCalendar> clinics;
  private final InstantSource clock;

  private final Map<String, Instant> last = new HashMap<>();
  private final Map<String, Learnt> learnt = new ConcurrentSkipListMap<>();
  private @Nullable Instant lookedAt;
  private Instant watchedSince = Instant.MAX;
  private Instant learntAt = Instant.MIN;

  /**
   * @param clinics with their calendars
   */
  public SilenceWatch(Jdbi jdbi, Map<ClinicId, ClinicCalendar> clinics, InstantSource clock) {
    this.jdbi = jdbi;
    this.clinics = Map.copyOf(clinics);
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    if (lookedAt == null || lookedAt.isBefore(now.minus(BLIND))) {
      watchedSince = now;
    }
    if (learntAt.isBefore(now.minus(DAY))) {
      jdbi.useHandle(
          handle ->
              clinics.forEach(
                  (clinic, calendar) ->
                      learnt.put(clinic.value(), learn(handle, clinic, calendar, now))));
      learntAt = now;
    }
    jdbi.useTransaction(handle -> look(handle, now));
    lookedAt = now;
  }

  /**
   * What a clinic's past says, once a day.
   *
   * @param usualWeek its reports
   * @param bound more expected reports than this are a silence
   */
  private record Learnt(double usualWeek, double bound) {
    boolean isBlind() {
      return usualWeek <= bound;
    }

    @Override
    public String toString() {
      return "%.0f, expected %.0f".formatted(usualWeek, Math.ceil(bound));
    }
  }

  private static Learnt learn(
      Handle handle, ClinicId clinic, ClinicCalendar calendar, Instant now) {
    SilenceDao dao = handle.attach(SilenceDao.class);
    ReportTimes reports = new ReportTimes(dao.findReports(clinic, now.minus(ReportTimes.PAST)));
    return new Learnt(
        SilenceRule.usualWeek(now, calendar, counts(handle, clinic)),
        SilenceRule.IMPOSSIBLE * reports.burst(now, calendar));
  }

  /** Of which clinics no silence can be told, and why; says so when there is none. */
  public String blindSpots() {
    String few =
        learnt.entrySet().stream()
            .filter(clinic -> clinic.getValue().isBlind())
            .map(clinic -> clinic.getKey() + " (" + clinic.getValue() + ")")
            .collect(joining(", "));
    return few.isEmpty()
        ? "the silence of each clinic is told"
        : "silence is not told of " + few + ": too few reported exams in a usual week";
  }

  private void look(Handle handle, Instant now) {
    SilenceDao dao = handle.attach(SilenceDao.class);
    dao.lock();
    dao.findLast(lookedAt == null ? now.minus(PAST) : lookedAt.minus(BLIND))
        .forEach(found -> last.merge(found.clinic(), found.at(), SilenceWatch::later));
    Set<Silence> told = closeEnded(handle.attach(AlarmDao.class), now);
    Map<String, Instant> pausedUntil =
        dao.findPausedUntil(now).stream().collect(toMap(ClinicInstant::clinic, ClinicInstant::at));
    clinics.forEach(
        (clinic, calendar) -> {
          Instant since = last.get(clinic.value());
          if (since != null && !told.contains(new Silence(clinic.value(), since))) {
            Instant from =
                later(countedFrom(clinic, since, pausedUntil, now), calendar.quietUntil(now));
            tell(handle, clinic, calendar, since, new Span(from, now));
          }
        });
  }

  /** The silences that were told, also those of which an alarm is closed. */
  private Set<Silence> closeEnded(AlarmDao alarms, Instant now) {
    Set<Silence> told = new HashSet<>();
    for (AlarmRow alarm : alarms.findOpenOrSince(AlarmKind.WEBHOOKS_SILENT, now.minus(PAST))) {
      Silence silence = Silence.of(alarm.subject());
      told.add(silence);
      Instant latest = last.getOrDefault(silence.clinic(), Instant.EPOCH);
      if (alarm.acknowledgedAt() == null && latest.isAfter(silence.since())) {
        alarms.closeAbout(AlarmKind.WEBHOOKS_SILENT, alarm.subject(), now);
      }
    }
    return told;
  }

  private Instant countedFrom(
      ClinicId clinic, Instant since, Map<String, Instant> pausedUntil, Instant now) {
    return Stream.of(
            watchedSince,
            now.minus(SilenceRule.LONGEST),
            pausedUntil.getOrDefault(clinic.value(), Instant.EPOCH).plus(AFTER_PAUSE),
            pausedUntil.getOrDefault(PauseRow.ALL, Instant.EPOCH).plus(AFTER_PAUSE))
        .reduce(since, SilenceWatch::later);
  }

  private void tell(
      Handle handle, ClinicId clinic, ClinicCalendar calendar, Instant since, Span counted) {
    if (counted.from().isAfter(counted.until().minus(SHORTEST))) {
      return;
    }
    double expected = SilenceRule.expected(counted, calendar, counts(handle, clinic));
    Learnt past = learnt.get(clinic.value());
    if (past != null && expected > past.bound()) {
      String subject = new Silence(clinic.value(), since).subject(expected);
      Alarm alarm = new Alarm(AlarmKind.WEBHOOKS_SILENT, subject);
      AlarmStore.raise(handle, null, alarm, counted.until());
    }
  }

  private static Function<Span, Counted> counts(Handle handle, ClinicId clinic) {
    SilenceDao dao = handle.attach(SilenceDao.class);
    return span -> dao.count(clinic, span.from(), span.until());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * As an alarm's subject names it, before the number of expected webhooks.
   *
   * @param since the latest delivery
   */
  private record Silence(String clinic, Instant since) {
    private static final String SINCE = " since ";
    private static final String EXPECTED = ", expected ";

    static Silence of(String subject) {
      String[] words = subject.split(SINCE + "|" + EXPECTED, -1);
      return new Silence(words[0], Instant.parse(words[1]));
    }

    String subject(double expected) {
      return clinic + SINCE + since + EXPECTED + Math.round(expected);
    }
  }
}
