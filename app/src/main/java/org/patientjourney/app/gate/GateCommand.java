package org.patientjourney.app.gate;

import com.google.protobuf.util.JsonFormat;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.configuration.JourneyConfiguration;

/**
 * {@code gate config.yml}: replays the histories of all open runs, or of a folder, with this build.
 * Fails and names the runs that would block. Changes nothing.
 */
public final class GateCommand extends ConfiguredCommand<JourneyConfiguration> {
  private static final String OPEN =
      "ExecutionStatus = 'Running' and (WorkflowType = 'PatientJourney' or WorkflowType = 'PdfCopy')";

  private final Function<JourneyConfiguration, WorkflowClient> client;
  private final PrintStream out;

  /**
   * @param client that reads encrypted histories
   */
  public GateCommand(Function<JourneyConfiguration, WorkflowClient> client, PrintStream out) {
    super("gate", "Replays open runs with this build, and names those that would block");
    this.client = client;
    this.out = out;
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser
        .addArgument("--folder")
        .help("histories as JSON files, instead of the namespace's open runs");
  }

  @Override
  protected void run(
      Bootstrap<JourneyConfiguration> bootstrap,
      Namespace arguments,
      JourneyConfiguration configuration) {
    check(client.apply(configuration), arguments.getString("folder"));
  }

  /**
   * Replays, prints a line for each run that would block and one that counts.
   *
   * @param folder of histories as JSON files; null for all open runs
   * @throws IllegalStateException when a run would block, or there is nothing in the folder
   */
  public void check(WorkflowClient temporal, @Nullable String folder) {
    ReplayGate gate = new ReplayGate(temporal);
    AtomicInteger replayed = new AtomicInteger();
    Instant begin = Instant.now();
    List<String> blocked;
    try (Stream<OpenRun> histories = folder == null ? open(temporal) : in(Path.of(folder))) {
      blocked =
          histories
              .peek(run -> replayed.incrementAndGet())
              .flatMap(run -> blocks(gate, run).stream())
              .peek(out::println)
              .toList();
    }
    out.printf(
        "replayed %d histories in %d s: %d would block%n",
        replayed.get(), Duration.between(begin, Instant.now()).toSeconds(), blocked.size());
    if (!blocked.isEmpty() || (folder != null && replayed.get() == 0)) {
      throw new IllegalStateException(
          blocked.isEmpty()
              ? "expected histories as *.json in " + folder + ", found none"
              : "this build would block the runs above: do not start its workers");
    }
  }

  private static Optional<String> blocks(ReplayGate gate, OpenRun run) {
    return gate.blocks(run.history()).map(reason -> run.name() + " would block: " + reason);
  }

  private record OpenRun(String name, WorkflowExecutionHistory history) {}

  private static Stream<OpenRun> open(WorkflowClient temporal) {
    return temporal
        .listExecutions(OPEN)
        .map(
            run ->
                new OpenRun(
                    run.getExecution().getWorkflowId(),
                    temporal.fetchHistory(
                        run.getExecution().getWorkflowId(), run.getExecution().getRunId())));
  }

  private static Stream<OpenRun> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> histories =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      return histories.stream().map(GateCommand::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OpenRun read(Path file) {
    History.Builder events = History.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), events);
      return new OpenRun(
          file.getFileName().toString(), new WorkflowExecutionHistory(events.build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message says all. */
  @Override
  public void onError(Cli cli, Namespace namespace, Throwable error) {
    cli.getStdErr().println(error.getMessage());
  }
}
