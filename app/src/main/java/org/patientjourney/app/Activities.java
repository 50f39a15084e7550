package org.patientjourney.app;

import io.temporal.client.WorkflowClient;
import org.patientjourney.activities.followup.FollowUpActivitiesImpl;
import org.patientjourney.activities.invite.CallMark;
import org.patientjourney.activities.invite.InviteActivitiesImpl;
import org.patientjourney.activities.invite.InviteProvider;
import org.patientjourney.activities.journey.JourneyActivitiesImpl;
import org.patientjourney.activities.prefill.PreFillActivitiesImpl;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.app.worker.JourneyWorker;

/** Wires the activities of all workflows. */
final class Activities {
  private Activities() {}

  static JourneyWorker worker(
      JourneyConfiguration configuration,
      RecordStores stores,
      InviteProvider provider,
      WorkflowClient temporal) {
    return new JourneyWorker(
        temporal,
        new JourneyActivitiesImpl(stores.jdbi(), stores.writer(), stores.clock()),
        new InviteActivitiesImpl(
            stores.jdbi(),
            stores.encryption(),
            stores.orders(),
            provider,
            CallMark.HEARTBEAT,
            stores.clock()),
        new FollowUpActivitiesImpl(
            stores.jdbi(), stores.orders(), OrderRules.of(configuration, stores.clock())),
        new PreFillActivitiesImpl(
            stores.jdbi(), stores.encryption(), stores.orders(), provider.accounts()),
        stores.pauses(),
        configuration.provider().callsPerSecond(),
        // Almost every task writes the record: more would wait for a connection.
        configuration.database().maximumConnections(),
        configuration.worker().cachedRuns());
  }
}
