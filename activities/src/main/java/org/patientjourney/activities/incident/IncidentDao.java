package org.patientjourney.activities.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Statements on {@code incident} and {@code incident_journey}. */
public interface IncidentDao {
  /** Of the journeys that a cause holds, those that the end of their incident releases. */
  String RELEASABLE =
      """
       journey.meeting_id = journey.journey_id and not journey.cancel_requested
        and not 'HELD_BY_PERSON' = any(journey.holds)
      """;

  String FOUND =
      """
      select incident.*, counted.* from incident cross join lateral (
        select count(*) as journeys, count(held.journey_id) as held,
          count(held.journey_id) filter (where releasable) as releases,
          (array_agg(held.journey_id order by joined_at, held.journey_id)
            filter (where releasable))[1] as next_probe
        from incident_journey joined left join lateral (
          select journey_id,\s"""
          + RELEASABLE
          + """
           and incident.status <> 'RESOLVED' as releasable from journey
          where journey.journey_id = joined.journey_id and journey.open
            and incident.cause = any(journey.holds)) held on true
        where joined.incident_id = incident.incident_id) counted
      """;

  /**
   * An incident and how far it is.
   *
   * @param journeys that joined it
   * @param held of them, by its cause
   * @param releases of them: senders that resolving it releases
   * @param nextProbe the one that goes first
   */
  record Found(
      @Nested IncidentRow incident,
      int journeys,
      int held,
      int releases,
      @Nullable JourneyId nextProbe) {}

  /** An incident that is not resolved, and a journey that joined it. */
  record HoldingIncident(JourneyId journeyId, HoldReason cause, long incidentId) {}

  @SqlUpdate(
      """
      insert into incident (clinic, cause, patient_state, status, opened_at, rounds)
      values (:clinic, :cause, :patientState, 'OPEN', :now, 0) on conflict do nothing
      """)
  boolean openIfAbsent(ClinicId clinic, HoldReason cause, String patientState, Instant now);

  /** Locks the row until the transaction ends: joining and resolving wait for each other. */
  @SqlQuery(
      """
      select * from incident
      where clinic = :clinic and cause = :cause and patient_state = :patientState
        and status <> 'RESOLVED'
      for no key update
      """)
  Optional<IncidentRow> findOpenLocked(ClinicId clinic, HoldReason cause, String patientState);

  /** Those that hold an invite, locked, the oldest first. */
  @SqlQuery(
      """
      select * from incident
      where clinic = :clinic and status <> 'RESOLVED' and patient_state in ('', :patientState)
        and (cause <> 'PRESCRIPTION_CONTRACT_UNSIGNED' or :mayPrescribe)
      order by incident_id for no key update
      """)
  List<IncidentRow> findConcerningLocked(
      ClinicId clinic, String patientState, boolean mayPrescribe);

  /** The incident that holds a journey, while it lasts. */
  @SqlQuery(
      """
      select incident.* from incident
      join incident_journey joined on joined.incident_id = incident.incident_id
      where joined.journey_id = :journeyId and incident.cause = :cause
        and incident.status <> 'RESOLVED'
      """)
  Optional<IncidentRow> findHolding(JourneyId journeyId, HoldReason cause);

  /** The incidents that hold some journeys, while they last. */
  @SqlQuery(
      """
      select joined.journey_id, incident.cause, incident.incident_id from incident
      join incident_journey joined on joined.incident_id = incident.incident_id
      where joined.journey_id = any(:journeyIds) and incident.status <> 'RESOLVED'
      """)
  List<HoldingIncident> findHoldingOf(String[] journeyIds);

  /** The latest incident of the cause that a journey joined, over or not. */
  @SqlQuery(
      """
      select incident.* from incident
      join incident_journey joined on joined.incident_id = incident.incident_id
      where joined.journey_id = :journeyId and incident.cause = :cause
      order by incident.incident_id desc limit 1 for no key update of incident
      """)
  Optional<IncidentRow> findJoinedLocked(JourneyId journeyId, HoldReason cause);

  @SqlQuery("select * from incident where incident_id = :incidentId")
  Optional<IncidentRow> find(long incidentId);

  @SqlQuery("select * from incident where incident_id = :incidentId for no key update")
  Optional<IncidentRow> findLocked(long incidentId);

  @SqlQuery(
      """
      select * from incident where probe_journey_id = :journeyId and status = 'PROBING'
      order by incident_id for no key update
      """)
  List<IncidentRow> findProbedByLocked(JourneyId journeyId);

  @SqlQuery(
      FOUND
          + """
            where (cast(:clinic as text) is null or clinic = :clinic)
              and (not :onlyOpen or status <> 'RESOLVED')
            order by incident_id desc limit 500
            """)
  List<Found> findAll(@Nullable String clinic, boolean onlyOpen);

  @SqlQuery(FOUND + " where incident_id = :incidentId")
  Optional<Found> findWithProgress(long incidentId);

  /** A probe that is held again keeps its place, and may be the probe again. */
  @SqlUpdate(
      """
      insert into incident_journey (incident_id, journey_id, joined_at, probed_in)
      values (:incidentId, :journeyId, :now, 0)
      on conflict (incident_id, journey_id) do update set probed_in = 0
      """)
  void join(long incidentId, JourneyId journeyId, Instant now);

  @SqlUpdate(
      """
      update incident set status = 'PROBING', probe_journey_id = :probe
      where incident_id = :incidentId and status <> 'RESOLVED'
      """)
  int probe(long incidentId, JourneyId probe);

  @SqlUpdate(
      """
      update incident_journey set probed_in = :round
      where incident_id = :incidentId and journey_id = :journeyId
      """)
  void markProbed(long incidentId, JourneyId journeyId, int round);

  @SqlUpdate(
      """
      update incident set status = 'OPEN', probe_journey_id = null
      where incident_id = :incidentId and status = 'PROBING'
      """)
  int backToOpen(long incidentId);

  @SqlUpdate(
      """
      update incident set status = 'RESOLVED', resolved_at = :now, resolved_by = :by,
        probe_journey_id = null
      where incident_id = :incidentId and status <> 'RESOLVED'
      """)
  int resolve(long incidentId, Instant now, String by);

  /** False for a command that the incident has had before. */
  @SqlUpdate(
      """
      update incident set rounds = rounds + 1, resolved_by = :by, resolution = :resolution,
        commands = array_append(commands, :command)
      where incident_id = :incidentId and not :command = any(commands)
      """)
  boolean nextRound(long incidentId, String by, String command, byte[] resolution);

  /** Senders that the cause still holds, longest first, without the probes of this round. */
  @SqlQuery(
      """
      select journey.journey_id from incident_journey joined
      join journey on journey.journey_id = joined.journey_id
      where joined.incident_id = :incidentId and journey.open and :cause = any(journey.holds)
        and joined.probed_in < :round and
      """
          + RELEASABLE
          + " order by joined.joined_at, joined.journey_id")
  List<JourneyId> findHeldSenders(long incidentId, HoldReason cause, int round);
}
