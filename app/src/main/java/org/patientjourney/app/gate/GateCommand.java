package org.patientjourney.app.gate;

import com.google.protobuf.util.JsonFormat;
import io.dropwizard.core.cli.Cli;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.configuration.JourneyConfiguration;

/**
 * {@code gate config.yml}: replays the histories of all open runs, or of a folder, with this build.
 * Fails and names the runs that would block. Changes nothing.
 */
public final class GateCommand extends EngineCommand {
  /** With those that are paused, which are not Running (findings/paused-run-in-temporal.sh). */
  private static final String OPEN = "CloseTime is null and WorkflowType = 'PatientJourney'";

  private final Function<JourneyConfiguration, WorkflowClient> client;
  private final Consumer<String> out;

  /**
   * @param client that reads encrypted histories
   * @param out takes a line for each run that would block, and one that counts
   */
  public GateCommand(Function<JourneyConfiguration, WorkflowClient> client, Consumer<String> out) {
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
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    check(client.apply(configuration), arguments.getString("folder"));
  }

  /**
   * Replays, prints a line for each run that would block and one that counts.
   *
   * @param folder of histories as JSON files; null for all open runs
   * @throws IllegalStateException when a run would block, or there is nothing in the folder
   */
  public void check(WorkflowClient temporal, @Nullable String folder) {
    int replayed = 0;
    int blocked = 0;
    try (ReplayGate gate = new ReplayGate(temporal);
        Stream<OpenRun> runs = folder == null ? open(temporal) : in(Path.of(folder))) {
      for (OpenRun run : (Iterable<OpenRun>) runs::iterator) {
        Optional<String> reason = gate.blocks(run.history());
        reason.ifPresent(text -> out.accept(run.name() + " would block: " + text));
        blocked += reason.isPresent() ? 1 : 0;
        replayed++;
      }
    }
    out.accept("replayed %d histories: %d would block".formatted(replayed, blocked));
    if (blocked > 0) {
      throw new IllegalStateException(
          "this build would block the runs above: do not start its workers");
    }
    if (folder != null && replayed == 0) {
      throw new IllegalStateException("expected histories as *.json in " + folder + ", found none");
    }
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
      throw new UncheckedIOException("expected --folder with a folder, found " + folder, e);
    }
  }

  private static OpenRun read(Path file) {
    History.Builder events = History.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), events);
      return new OpenRun(
          file.getFileName().toString(), new WorkflowExecutionHistory(events.build()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected a history as temporal workflow show --output json prints it in "
              + file
              + ", found something else",
          e);
    }
  }

  /** The message says all. */
  @Override
  public void onError(Cli cli, Namespace namespace, Throwable error) {
    cli.getStdErr()
        .println(
            error instanceof StatusRuntimeException
                ? "Temporal did not answer (%s): preflight config.yml says why"
                    .formatted(error.getMessage())
                : error.getMessage());
  }
}
