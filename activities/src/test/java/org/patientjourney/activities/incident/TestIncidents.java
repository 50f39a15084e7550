package org.patientjourney.activities.incident;

import java.time.Duration;
import java.util.List;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.IncidentStore.InviteScope;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

/** Incidents of the test clinic, and the journeys that they hold. */
public record TestIncidents(TestEngine engine) {
  static final String STATE = "TX";

  /** A good faith invite of the sender. */
  public static InviteScope scopeOf(JourneyId sender) {
    return new InviteScope(sender, TestOrders.CLINIC, STATE, false);
  }

  public static Origin command(String id) {
    return new Origin(id, "olivia", "the key was entered anew");
  }

  /** The journeys that were released by the engine's own commands, in the order of the outbox. */
  public static List<String> released(TestDatabase database) {
    return database.texts("select journey_id from outbox where kind = 'COMMAND' order by id");
  }

  public IncidentStore service() {
    return new IncidentStore(engine.jdbi(), engine.encryption(), engine.clock());
  }

  /** The incident that the sender of a new order probes. */
  public JourneyId probing(String orderId, HoldReason cause) {
    JourneyId sender = held(orderId, cause);
    long incident = service().list(null, true).get(0).incident().incidentId();
    service().resolve(incident, command("r-" + orderId));
    return sender;
  }

  IncidentRow incident(long incidentId) {
    return engine.dao(IncidentDao.class).find(incidentId).orElseThrow();
  }

  /** The sender of a new order that was refused for the cause, a second after all before. */
  public JourneyId held(String orderId, HoldReason cause) {
    JourneyId sender = engine.accept(TestOrders.withExams(orderId, TestOrders.FILLER)).get(0);
    join(cause, sender);
    hold(cause, sender);
    return sender;
  }

  /** As the provider's refusal does; the first journey is the sender. */
  public void join(HoldReason cause, JourneyId... journeys) {
    engine.clock().advance(Duration.ofSeconds(1));
    engine
        .jdbi()
        .useTransaction(
            handle ->
                IncidentStore.join(
                    handle,
                    scopeOf(journeys[0]),
                    cause,
                    List.of(journeys),
                    engine.clock().instant()));
  }

  /** As the journey's run does after the refusal. */
  public void hold(HoldReason cause, JourneyId journey) {
    TestRecords.merge(
        engine, journey, InviteAnswer.refused(1, engine.clock().instant(), cause, null));
  }

  public void probeSent(JourneyId probe) {
    engine
        .jdbi()
        .useTransaction(handle -> IncidentStore.probeSent(handle, probe, engine.clock().instant()));
  }

  void probeRefused(JourneyId probe, HoldReason refusal) {
    engine
        .jdbi()
        .useTransaction(
            handle -> IncidentStore.probeRefused(handle, probe, refusal, engine.clock().instant()));
  }

  void probeUnanswered(JourneyId probe) {
    engine
        .jdbi()
        .useTransaction(
            handle -> IncidentStore.probeUnanswered(handle, probe, engine.clock().instant()));
  }
}
