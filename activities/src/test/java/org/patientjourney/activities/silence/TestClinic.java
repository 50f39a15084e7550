package org.patientjourney.activities.silence;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
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

  /** By the true rates. */
  private final double[] reportsPerMinute;

  private final int[] reports;
  private final boolean[] deliveries;

  /** Of all minutes before one. */
  private final int[] invitesBefore;

  /** Likewise, those that came. */
  private final int[] reportsBefore;

  private int minute;

  /**
   * @param invitesPerHour by local time
   * @param clustered whether most reports are followed by a prescription and a parcel
   */
  TestClinic(
      long seed, int minutes, ToDoubleFunction<ZonedDateTime> invitesPerHour, boolean clustered) {
    Random random = new Random(seed);
    double[] invitesPerMinute = new double[minutes];
    reportsPerMinute = new double[minutes];
    reports = new int[minutes + HOUR];
    deliveries = new boolean[minutes + 100 * HOUR];
    invitesBefore = new int[minutes + 1];
    reportsBefore = new int[minutes + 1];
    double lastHour = 0;
    for (int now = 0; now < minutes; now++) {
      invitesPerMinute[now] = invitesPerHour.applyAsDouble(at(now).atZone(ZONE)) / HOUR;
      lastHour += invitesPerMinute[now] - (now < HOUR ? 0 : invitesPerMinute[now - HOUR]);
      reportsPerMinute[now] = REPORTED * lastHour / HOUR;
      int invited = poisson(random, invitesPerMinute[now]);
      invitesBefore[now + 1] = invitesBefore[now] + invited;
      for (; invited > 0; invited--) {
        if (random.nextDouble() < REPORTED) {
          int reportedAt = now + random.nextInt(HOUR);
          reports[reportedAt]++;
          deliveries[reportedAt] = true;
          if (clustered && random.nextDouble() < 0.7) {
            deliveries[reportedAt + random.nextInt(HOUR / 2)] = true;
            deliveries[reportedAt + 24 * HOUR + random.nextInt(48 * HOUR)] = true;
          }
        }
      }
    }
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
    reportsBefore[minute + 1] = reportsBefore[minute] + (cut ? 0 : reports[minute]);
    return deliveries[minute++] && !cut;
  }

  double reportsPerMinute(int minute) {
    return reportsPerMinute[minute];
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
