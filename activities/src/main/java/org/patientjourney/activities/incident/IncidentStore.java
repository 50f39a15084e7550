package org.patientjourney.activities.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Opens incidents, holds invites while they last, and releases journeys when they are over; lists
 * and resolves them for operators. Each static method is part of the caller's transaction and locks
 * the incident's row.
 */
public record IncidentStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {

  /**
   * What resolving does, or would do.
   *
   * @param probe the journey that is released first; null when none is held any more
   * @param waiting all held senders, the probe among them
   */
  public record Plan(IncidentRow incident, @Nullable JourneyId probe, List<JourneyId> waiting) {
    public Plan {
      waiting = List.copyOf(waiting);
    }
  }

  public static String context(long incidentId) {
    return "incident.resolution:" + incidentId;
  }

  public List<IncidentDao.Found> list(@Nullable String clinic, boolean onlyOpen) {
    return jdbi.onDemand(IncidentDao.class).findAll(clinic, onlyOpen);
  }

  public Optional<IncidentDao.Found> find(long incidentId) {
    return jdbi.onDemand(IncidentDao.class).findWithProgress(incidentId);
  }

  /** The incident that must be resolved before a hold of the journey can be released. */
  public Optional<IncidentRow> findHolding(JourneyId journey, HoldReason cause) {
    return jdbi.onDemand(IncidentDao.class).findHolding(journey, cause);
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
                      List<JourneyId> waiting =
                          incident.status() == IncidentStatus.RESOLVED
                              ? List.of()
                              : waiting(incidents, incident, Integer.MAX_VALUE);
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
          Optional<JourneyId> probe = probeNext(handle, incident, clock.instant());
          return Optional.of(
              new Plan(incidents.find(incidentId).orElseThrow(), probe.orElse(null), waiting));
        });
  }

  private static List<JourneyId> waiting(IncidentDao incidents, IncidentRow incident, int round) {
    return incidents.findHeldSenders(incident.incidentId(), incident.cause(), round);
  }

  /** The cause that holds an invite, if any; the journey that probes an incident may pass it. */
  public static Optional<HoldReason> holding(Handle handle, InviteScope scope) {
    List<IncidentRow> concerning = lock(handle, scope);
    boolean isProbe =
        concerning.stream().anyMatch(incident -> scope.sender().equals(incident.probeJourneyId()));
    return isProbe ? Optional.empty() : concerning.stream().map(IncidentRow::cause).findFirst();
  }

  /** Locks the incidents of an invite, always the oldest first, to avoid deadlocks. */
  public static List<IncidentRow> lock(Handle handle, InviteScope scope) {
    return handle
        .attach(IncidentDao.class)
        .findConcerningLocked(scope.clinic(), scope.patientState(), scope.mayPrescribe());
  }

  /** Adds journeys that the provider refused to the incident of the cause. */
  public static void join(
      Handle handle, InviteScope scope, HoldReason cause, List<JourneyId> journeys, Instant now) {
    IncidentRow incident = openLocked(handle, scope, cause, now);
    IncidentDao incidents = handle.attach(IncidentDao.class);
    journeys.forEach(journey -> incidents.join(incident.incidentId(), journey, now));
  }

  /** The open one; if it is resolved before it is locked, a new one. */
  private static IncidentRow openLocked(
      Handle handle, InviteScope scope, HoldReason cause, Instant now) {
    IncidentDao incidents = handle.attach(IncidentDao.class);
    String state = scope.stateFor(cause);
    Optional<IncidentRow> open = Optional.empty();
    while (open.isEmpty()) {
      boolean isNew = incidents.openIfAbsent(scope.clinic(), cause, state, now);
      open = incidents.findOpenLocked(scope.clinic(), cause, state);
      if (isNew) {
        Alarm alarm = new Alarm(AlarmKind.INCIDENT_OPEN, open.orElseThrow().subject());
        AlarmStore.raise(handle, null, alarm, now);
      }
    }
    return open.get();
  }

  /** The invite of a probe was sent: the cause is gone. */
  public static void probeSent(Handle handle, JourneyId probe, Instant now) {
    IncidentDao incidents = handle.attach(IncidentDao.class);
    for (IncidentRow incident : incidents.findProbedByLocked(probe)) {
      resolve(handle, incident, null, now);
      incidents
          .findHeldSenders(incident.incidentId(), incident.cause(), incident.rounds())
          .forEach(journey -> release(handle, incident, journey, now));
    }
  }

  /**
   * A probe was refused: the cause is still there, or, after another refusal, the next one probes.
   */
  public static void probeRefused(Handle handle, JourneyId probe, HoldReason refusal, Instant now) {
    for (IncidentRow incident : handle.attach(IncidentDao.class).findProbedByLocked(probe)) {
      Alarm alarm = new Alarm(AlarmKind.INCIDENT_PROBE_FAILED, round(incident));
      AlarmStore.raise(handle, probe, alarm, now);
      if (refusal.isCauseOfIncidents()) {
        handle.attach(IncidentDao.class).backToOpen(incident.incidentId());
      } else {
        probeNext(handle, incident, now);
      }
    }
  }

  /** A probe ended without an answer: its invite is unknown, or its journey closed. */
  public static void probeUnanswered(Handle handle, JourneyId probe, Instant now) {
    handle
        .attach(IncidentDao.class)
        .findProbedByLocked(probe)
        .forEach(incident -> probeNext(handle, incident, now));
  }

  /**
   * A journey records its hold after the refusal was stored. If the incident was resolved in
   * between, it did not see this hold, so it is released here.
   */
  public static void releaseIfResolved(
      Handle handle, JourneyId journey, HoldReason cause, Instant now) {
    handle
        .attach(IncidentDao.class)
        .findJoinedLocked(journey, cause)
        .filter(incident -> incident.status() == IncidentStatus.RESOLVED)
        .ifPresent(incident -> release(handle, incident, journey, now));
  }

  /** Releases the journey that has waited longest; resolves the incident if there is none. */
  private static Optional<JourneyId> probeNext(Handle handle, IncidentRow incident, Instant now) {
    IncidentDao incidents = handle.attach(IncidentDao.class);
    List<JourneyId> held =
        incidents.findHeldSenders(incident.incidentId(), incident.cause(), incident.rounds());
    if (held.isEmpty()) {
      resolve(handle, incident, round(incident), now);
      return Optional.empty();
    }
    JourneyId probe = held.get(0);
    incidents.probe(incident.incidentId(), probe);
    incidents.markProbed(incident.incidentId(), probe, incident.rounds());
    release(handle, incident, probe, now);
    return Optional.of(probe);
  }

  /**
   * Its alarms end with it.
   *
   * @param kept subject of an alarm that stays open: the round ended without a successful probe
   */
  private static void resolve(
      Handle handle, IncidentRow incident, @Nullable String kept, Instant now) {
    handle.attach(IncidentDao.class).resolve(incident.incidentId(), now, resolver(incident));
    handle.attach(AlarmDao.class).closeOfIncident(incident.subject(), kept, now);
  }

  private static String round(IncidentRow incident) {
    return incident.subject() + "-" + incident.rounds();
  }

  /** With a command id of its own each time: an incident may hold a journey more than once. */
  private static void release(Handle handle, IncidentRow incident, JourneyId journey, Instant now) {
    String subject = incident.subject();
    Origin origin =
        new Origin(subject + "-" + UUID.randomUUID(), resolver(incident), subject + " is resolved");
    JourneyCommand release = new Release(origin, incident.cause());
    handle
        .attach(OutboxDao.class)
        .insert(OutboxKind.COMMAND, journey, StoredJson.write(release), now);
  }

  private static String resolver(IncidentRow incident) {
    return incident.resolvedBy() == null ? "engine" : incident.resolvedBy();
  }

  /**
   * Which incidents concern an invite.
   *
   * @param sender of the meeting's invite
   * @param patientState as the provider matches clinicians by it
   * @param mayPrescribe whether the prescriptive services contract is needed
   */
  public record InviteScope(
      JourneyId sender, ClinicId clinic, String patientState, boolean mayPrescribe) {

    /** The state that an incident of this cause is limited to; empty for none. */
    String stateFor(HoldReason cause) {
      return cause == HoldReason.PROVIDER_NOT_CONFIGURED ? patientState : "";
    }
  }
}
