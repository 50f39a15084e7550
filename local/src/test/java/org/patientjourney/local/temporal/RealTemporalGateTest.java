package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.EncodedValues;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.app.codec.EncryptingCodec;
import org.patientjourney.app.codec.EncryptingConverter;
import org.patientjourney.app.gate.GateCommand;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.line.PatientJourney;
import org.slf4j.LoggerFactory;

/** The encrypted open runs of a namespace, replayed. {@code -Djourney.open=500} measures. */
@Tag("real-temporal")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalGateTest {
  private static final int OPEN = Integer.getInteger("journey.open", 3);

  private final List<String> printed = new ArrayList<>();
  @TempDir private Path data;
  private RealSystem system;
  private WorkflowClient client;
  private DataConverter converter;

  @BeforeEach
  void park() throws Exception {
    BootstrapLogging.bootstrap(Level.INFO);
    system = new RealSystem(data);
    system.up("--engine", "dev", "--temporal-cli", RealSystem.cliThatMayPause(data).toString());
    for (int number = 0; number < OPEN; number++) {
      system.journeys().post(TestOrders.order("parked-" + number, "Waiting", 5101));
    }
    for (int number = 0; number < OPEN; number++) {
      String journey = "juniper:parked-" + number + ":5101";
      system.journeys().awaitStage(journey, "AWAITING_CONSULTATION");
    }
    client = system.temporal();
    converter = converter();
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  @Test
  void passes_this_build_for_all_open_runs_paused_ones_too() {
    system.pause("parked-0");
    awaitListed("ExecutionStatus = 'Paused'", 1);
    awaitListed("ExecutionStatus = 'Running'", OPEN - 1);

    long began = System.nanoTime();
    check();
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    LoggerFactory.getLogger(getClass()).info("{} open runs replayed in {}", OPEN, took);
    assertThat(printed).containsExactly("replayed %d histories: 0 would block".formatted(OPEN));
    assertThat(took).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void names_the_run_that_another_line_has_begun() {
    WorkerFactory anotherBuild = WorkerFactory.newInstance(client);
    anotherBuild.newWorker("another-build").registerWorkflowImplementationTypes(AnotherLine.class);
    anotherBuild.start();
    client
        .newUntypedWorkflowStub(
            PatientJourney.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId("begun-elsewhere")
                .setTaskQueue("another-build")
                .build())
        .start("juniper:elsewhere:5101");
    await().atMost(Patience.USUAL).until(() -> hasTimer("begun-elsewhere"));
    awaitListed("ExecutionStatus = 'Running'", OPEN + 1);

    assertThatThrownBy(this::check)
        .hasMessage("this build would block the runs above: do not start its workers");
    assertThat(printed).hasSize(2);
    assertThat(printed.get(0)).startsWith("begun-elsewhere would block: ");
    assertThat(printed.get(1))
        .isEqualTo("replayed %d histories: 1 would block".formatted(OPEN + 1));
    anotherBuild.shutdownNow();
  }

  /** Waits for a timer before it does anything. */
  public static final class AnotherLine implements DynamicWorkflow {
    @Override
    public Object execute(EncodedValues args) {
      Workflow.sleep(Duration.ofDays(1));
      return "";
    }
  }

  private void check() {
    WorkflowClient reads =
        WorkflowClient.newInstance(
            client.getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
    new GateCommand(configuration -> reads, printed::add).check(reads, null);
  }

  private void awaitListed(String query, long expected) {
    await()
        .atMost(Patience.USUAL)
        .until(() -> client.listExecutions(query).count(), count -> count == expected);
  }

  private boolean hasTimer(String run) {
    return client.fetchHistory(run).getEvents().stream()
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED);
  }

  private DataConverter converter() throws IOException {
    Map<String, String> keys = Map.of("k1", LocalKeys.in(system.folder()).encryption());
    return new EncryptingConverter(
        JourneyJson.dataConverter(),
        new EncryptingCodec(new Encryption(Encryption.Keys.ofBase64("k1", keys))));
  }
}
