package org.patientjourney.activities.callback;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.callback.CallbackRow.Told;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** Stores what the endpoints of a clinic are to be told, in the recording's transaction. */
public record Callbacks(Map<ClinicId, List<CallbackEndpoint>> endpoints) {
  public Callbacks {
    endpoints = Map.copyOf(endpoints);
  }

  /** One row for each kind and endpoint; nothing for a clinic without endpoints. */
  public void store(
      Handle handle,
      ClinicId clinic,
      JourneyState before,
      JourneyRecord revision,
      List<JournalEntry> entries,
      Instant now) {
    List<CallbackEndpoint> receivers = endpoints.getOrDefault(clinic, List.of());
    if (receivers.isEmpty()) {
      return;
    }
    CallbackDao callbacks = handle.attach(CallbackDao.class);
    String told = StoredJson.write(told(revision));
    for (CallbackKind kind : CallbackKind.between(before, revision.state(), entries)) {
      for (CallbackEndpoint receiver : receivers) {
        callbacks.insert(
            UUID.randomUUID(),
            receiver.id(),
            revision.state().terms().journeyId(),
            kind,
            told,
            now);
      }
    }
  }

  private static Told told(JourneyRecord revision) {
    JourneyState state = revision.state();
    Closure closure = state.closure();
    List<WebhookDeliveryId> deliveries =
        revision.deliveries().stream().map(AppliedDelivery::deliveryId).toList();
    return new Told(
        state.revision(),
        Phases.RULES.standing(state).stage(),
        state.facets(),
        state.holds().stream().map(Hold::reason).toList(),
        closure == null ? null : closure.outcome(),
        deliveries);
  }
}
