package org.patientjourney.activities.incident;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

/** Lists incidents, and resolves them on an operator's command. */
public record IncidentService(Jdbi jdbi, Encryption encryption, InstantSource clock) {

  /**
   * What resolving does, or would do.
   *
   * @param probe the journey that is released first; null when none is held any more
   * @param waiting all held leaders, the probe among them
   */
  public record Plan(IncidentRow incident, @Nullable JourneyId probe, List<JourneyId> waiting) {
    public Plan {
      waiting = List.copyOf(waiting);
    }
  }

  /** The context that a resolution is encrypted in. */
  public static String context(long incidentId) {
    return "incident.resolution:" + incidentId;
  }

  public List<IncidentDao.Found> list(@Nullable String clinic, boolean onlyOpen) {
    return jdbi.withExtension(IncidentDao.class, dao -> dao.findAll(clinic, onlyOpen));
  }

  public Optional<IncidentDao.Found> find(long incidentId) {
    return jdbi.withExtension(IncidentDao.class, dao -> dao.findWithProgress(incidentId));
  }

  /** The incident that must be resolved before a hold of the journey can be released. */
  public Optional<IncidentRow> findHolding(JourneyId journey, HoldReason cause) {
    return jdbi.withExtension(IncidentDao.class, dao -> dao.findHolding(journey, cause));
  }

  /** What {@link #resolve} would do; changes nothing. */
  public Optional<Plan> plan(long incidentId) {
    return jdbi.withExtension(
        IncidentDao.class,
        incidents ->
            incidents
                .find(incidentId)
                .map(
                    incident -> {
                      List<JourneyId> waiting = waiting(incidents, incident, Integer.MAX_VALUE);
                      return new Plan(incident, waiting.isEmpty() ? null : waiting.get(0), waiting);
                    }));
  }

  /**
   * Releases one journey to find out whether the cause is gone; its answer releases the others.
   * Starts again when a probe is waiting for its answer; does nothing if the incident is resolved
   * or has had the command.
   */
  public Optional<Plan> resolve(long incidentId, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          IncidentDao incidents = handle.attach(IncidentDao.class);
          Optional<IncidentRow> open = incidents.findLocked(incidentId);
          byte[] words = encryption.encryptText(origin.reason(), context(incidentId));
          if (open.isEmpty()
              || open.get().status() == IncidentStatus.RESOLVED
              || !incidents.nextRound(incidentId, origin.actor(), origin.id(), words)) {
            return open.map(asItIs -> new Plan(asItIs, asItIs.probeJourneyId(), List.of()));
          }
          IncidentRow incident = incidents.find(incidentId).orElseThrow();
          List<JourneyId> waiting = waiting(incidents, incident, incident.rounds());
          Optional<JourneyId> probe = IncidentStore.probeNext(handle, incident, clock.instant());
          return Optional.of(
              new Plan(incidents.find(incidentId).orElseThrow(), probe.orElse(null), waiting));
        });
  }

  private static List<JourneyId> waiting(IncidentDao incidents, IncidentRow incident, int round) {
    return incidents.findHeldLeaders(incident.incidentId(), incident.cause(), round);
  }
}
