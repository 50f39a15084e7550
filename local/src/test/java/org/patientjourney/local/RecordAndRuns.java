package org.patientjourney.local;

import io.temporal.client.WorkflowClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.workflows.order.JourneyId;

/** The record and Temporal, for all tests of a class, and nothing that works on either. */
@SuppressWarnings("NullAway.Init") // set before the first test
public final class RecordAndRuns implements BeforeAllCallback, AfterAllCallback {
  private static final String CLAIMED =
      """
      update outbox set next_attempt_at = null, done_at = created_at where journey_id = ?
      """;

  private Path data;
  private LoneRecord theRecord;
  private InProcessEngine temporal;
  private WorkflowClient client;

  @Override
  public void beforeAll(@Nullable ExtensionContext context) throws Exception {
    data = Files.createTempDirectory("record-and-runs");
    theRecord = new LoneRecord(data);
    temporal = new InProcessEngine();
    client = WorkflowClient.newInstance(temporal.stubs(), temporal.clientOptions().build());
  }

  @Override
  public void afterAll(@Nullable ExtensionContext context) throws Exception {
    client.getWorkflowServiceStubs().shutdownNow();
    temporal.close();
    theRecord.close();
    TestFolders.delete(data);
  }

  public LoneRecord theRecord() {
    return theRecord;
  }

  public WorkflowClient client() {
    return client;
  }

  public RunningJourneys running() {
    return new RunningJourneys(client, Map.of());
  }

  /** As if a run had claimed it. */
  public JourneyId started(String orderId) {
    JourneyId journey = theRecord.accept(orderId);
    theRecord.jdbi().useHandle(handle -> handle.execute(CLAIMED, journey.value()));
    return journey;
  }
}
