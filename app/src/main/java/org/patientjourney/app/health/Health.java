package org.patientjourney.app.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.google.common.base.Throwables;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.HealthCheckServlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.app.worker.Preflight.Finding;

/**
 * Health at the admin port: {@code /healthcheck} has every check, {@code /ready} only those without
 * which this process can do nothing. {@code /ping}, whether the process lives, is Dropwizard's.
 */
public final class Health {
  /** Deadlines are minutes and more; an error here is a clock that nothing corrects. */
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(1);

  private Health() {}

  /**
   * Registers all checks.
   *
   * @param pauses that are in force
   * @param schemaVersion that this build has brought the record to
   * @param servesApi whether this process takes orders and webhooks, which it can without Temporal
   */
  public static void register(
      Environment environment,
      Jdbi jdbi,
      Supplier<List<PauseRow>> pauses,
      InstantSource wallClock,
      Preflight preflight,
      String schemaVersion,
      boolean servesApi) {
    HealthCheck postgresql = check(() -> postgresql(jdbi, wallClock));
    HealthCheck temporal = check(() -> temporal(preflight));
    environment.healthChecks().register("postgresql", postgresql);
    environment.healthChecks().register("migrations", check(() -> migrations(jdbi, schemaVersion)));
    environment.healthChecks().register("temporal", temporal);
    environment.healthChecks().register("pauses", check(() -> pauses(pauses.get())));
    HealthCheckRegistry needed = new HealthCheckRegistry();
    // A wrong clock is told by /healthcheck: to refuse deliveries because of it would lose more.
    needed.register("postgresql", check(() -> answers(jdbi, wallClock)));
    if (!servesApi) {
      needed.register("temporal", temporal);
    }
    environment.admin().addServlet("ready", new HealthCheckServlet(needed)).addMapping("/ready");
  }

  /** A check that is healthy whatever it says. */
  public static HealthCheck saying(Supplier<String> text) {
    return check(() -> HealthCheck.Result.healthy(text.get()));
  }

  /** What is wrong with a clock that is so far from the record's; empty when nothing is. */
  public static Optional<String> clockFinding(Duration skew) {
    return skew.abs().compareTo(LARGEST_SKEW) < 0
        ? Optional.empty()
        : Optional.of(
            "PostgreSQL's clock is %d s ahead of this machine's, expected %d s at most either way: set both by NTP"
                .formatted(skew.toSeconds(), LARGEST_SKEW.toSeconds()));
  }

  private static HealthCheck.Result migrations(Jdbi jdbi, String expected) {
    String found = Database.schemaVersion(jdbi);
    return found.equals(expected)
        ? HealthCheck.Result.healthy("schema version " + found)
        : HealthCheck.Result.unhealthy(
            "expected schema version %s, found %s: start the same build everywhere",
            expected, found);
  }

  private static HealthCheck.Result answers(Jdbi jdbi, InstantSource wallClock) {
    Database.clockSkew(jdbi, wallClock);
    return HealthCheck.Result.healthy();
  }

  private static HealthCheck.Result postgresql(Jdbi jdbi, InstantSource wallClock) {
    return clockFinding(Database.clockSkew(jdbi, wallClock))
        .map(wrong -> HealthCheck.Result.unhealthy(wrong))
        .orElse(HealthCheck.Result.healthy());
  }

  /** Not unhealthy: a person wants it so. */
  private static HealthCheck.Result pauses(List<PauseRow> inForce) {
    return HealthCheck.Result.healthy(
        inForce.isEmpty()
            ? "no calls are paused"
            : inForce.stream()
                .map(
                    pause -> "calls for " + pause.clinic() + " are paused since " + pause.begunAt())
                .collect(Collectors.joining("; ")));
  }

  private static HealthCheck.Result temporal(Preflight preflight) {
    List<Finding> findings = preflight.check();
    String texts = findings.stream().map(Finding::text).collect(Collectors.joining("; "));
    return findings.stream().anyMatch(Finding::stopsJourneys)
        ? HealthCheck.Result.unhealthy(texts.replace("%", "%%"))
        : HealthCheck.Result.healthy(texts.replace("%", "%%"));
  }

  private static HealthCheck check(Supplier<HealthCheck.Result> look) {
    return new HealthCheck() {
      @Override
      protected Result check() {
        try {
          return look.get();
        } catch (JdbiException e) {
          return Result.unhealthy(
              "PostgreSQL does not answer (%s): start it, or correct database.url",
              Throwables.getRootCause(e).getMessage());
        }
      }
    };
  }
}
