package org.patientjourney.activities.silence;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.patientjourney.activities.silence.SilenceRule.Counted;
import org.patientjourney.activities.silence.SilenceRule.Span;

/**
 * A clinic of known rates: patients are invited at random, most of them are reported within an
 * hour, in which an invite's report is equally likely at any moment.
 */
final class TestClinic {
  static final ZoneId ZONE = ZoneId.of("America/Denver");

  /** Before clocks are changed, so that the weeks before have another offset than those after. */
  static final Instant BEGIN = Instant.parse("2026-02-02T07:00:00Z");

  private static final double REPORTED = 0.85;
  private static final int HOUR = 60;

  /** A report, or what follows it, may come so much later. */
  private static final int MORE = 10 * 24 * HOUR;

  /** By the true rates. */
  private final double[] reportsPerMinute;

  private final int[] reports;
  private final boolean[] deliveries;

  /** Of all minutes before one. */
  private final int[] invitesBefore;

  /** Likewise, those that came. */
  private final int[] reportsBefore;

  private int minute;

  /** How clinicians work. */
  sealed interface Work {
    /** Each exam at once; most reports are followed by a prescription and a parcel. */
    record AtOnce(boolean clustered) implements Work {}

    /** All that waits, at random moments, in a few minutes. */
    record OffQueue(int minutesBetween) implements Work {}

    /** Not on holidays: what was left lying is done on the next morning. */
    record NotOn(Set<LocalDate> holidays) implements Work {}
  }

  private final List<Instant> times = new ArrayList<>();

  /**
   * @param invitesPerHour by local time
   */
  TestClinic(long seed, int minutes, ToDoubleFunction<ZonedDateTime> invitesPerHour, Work work) {
    Random random = new Random(seed);
    int[] queue = queue(new Random(seed + 1), minutes + MORE, work);
    double[] invitesPerMinute = new double[minutes];
    reportsPerMinute = new double[minutes];
    reports = new int[minutes + MORE];
    deliveries = new boolean[minutes + MORE];
    invitesBefore = new int[minutes + 1];
    reportsBefore = new int[minutes + 1];
    double lastHour = 0;
    for (int now = 0; now < minutes; now++) {
      invitesPerMinute[now] = invitesPerHour.applyAsDouble(at(now).atZone(ZONE)) / HOUR;
      lastHour += invitesPerMinute[now] - (now < HOUR ? 0 : invitesPerMinute[now - HOUR]);
      reportsPerMinute[now] = isHoliday(work, now) ? 0 : REPORTED * lastHour / HOUR;
      int invited = poisson(random, invitesPerMinute[now]);
      invitesBefore[now + 1] = invitesBefore[now] + invited;
      for (; invited > 0; invited--) {
        if (random.nextDouble() < REPORTED) {
          int reportedAt = reportedAt(now + random.nextInt(HOUR), work, queue, random);
          reports[reportedAt]++;
          deliveries[reportedAt] = true;
          if (work instanceof Work.AtOnce at && at.clustered() && random.nextDouble() < 0.7) {
            deliveries[reportedAt + random.nextInt(HOUR / 2)] = true;
            deliveries[reportedAt + 24 * HOUR + random.nextInt(48 * HOUR)] = true;
          }
        }
      }
    }
  }

  /** For each minute that of the next time in which what waits is worked off. */
  private static int[] queue(Random random, int minutes, Work work) {
    int[] queue = new int[minutes];
    for (int now = minutes - 1; now >= 0; now--) {
      boolean isWorkedOff =
          !(work instanceof Work.OffQueue off) || random.nextInt(off.minutesBetween()) == 0;
      queue[now] = isWorkedOff || now == minutes - 1 ? now : queue[now + 1];
    }
    return queue;
  }

  private static int reportedAt(int ready, Work work, int[] queue, Random random) {
    int at = ready;
    while (isHoliday(work, at)) {
      LocalDate next = at(at).atZone(ZONE).toLocalDate().plusDays(1);
      at = minuteOf(next.atTime(8, 0).atZone(ZONE).toInstant()) + random.nextInt(2 * HOUR);
    }
    return work instanceof Work.OffQueue ? queue[at] + random.nextInt(6) : at;
  }

  private static boolean isHoliday(Work work, int minute) {
    return work instanceof Work.NotOn not
        && not.holidays().contains(at(minute).atZone(ZONE).toLocalDate());
  }

  static ToDoubleFunction<ZonedDateTime> officeHours(double perHour, double otherwise) {
    return time -> {
      boolean weekend =
          time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
      return !weekend && time.getHour() >= 8 && time.getHour() < 18 ? perHour : otherwise;
    };
  }

  static Instant at(int minute) {
    return BEGIN.plusSeconds(minute * 60L);
  }

  boolean hasNext() {
    return minute < reportsPerMinute.length;
  }

  /** The next minute; what is sent in it is lost in a cut. Returns whether a delivery came. */
  boolean next(boolean cut) {
    int came = cut ? 0 : reports[minute];
    reportsBefore[minute + 1] = reportsBefore[minute] + came;
    for (; came > 0; came--) {
      times.add(at(minute));
    }
    return deliveries[minute++] && !cut;
  }

  double reportsPerMinute(int minute) {
    return reportsPerMinute[minute];
  }

  /** When reports came, oldest first. */
  List<Instant> times() {
    return times;
  }

  /** What came. */
  Counted count(Span span) {
    int from = minuteOf(span.from());
    int until = minuteOf(span.until());
    return new Counted(
        reportsBefore[until] - reportsBefore[from], invitesBefore[until] - invitesBefore[from]);
  }

  private static int minuteOf(Instant at) {
    return (int) BEGIN.until(at, ChronoUnit.MINUTES);
  }

  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
