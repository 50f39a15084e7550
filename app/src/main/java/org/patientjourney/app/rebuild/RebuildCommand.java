package org.patientjourney.app.rebuild;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.util.function.Function;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.ExitWith;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.rebuild.Rebuild.Counts;
import org.patientjourney.app.rebuild.Rebuild.Mode;
import org.patientjourney.app.rebuild.Rebuild.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code rebuild config.yml}: gives every open journey its run again where Temporal has lost it.
 * Exit code 3: Temporal does not answer; 4: a dry run found journeys without a run, or to be held.
 */
public final class RebuildCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RebuildCommand.class);

  private final Function<JourneyConfiguration, Rebuild> rebuild;

  public RebuildCommand(Function<JourneyConfiguration, Rebuild> rebuild) {
    super("rebuild", "Starts open journeys anew from the record where Temporal has no run");
    this.rebuild = rebuild;
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser
        .addArgument("--dry-run")
        .action(Arguments.storeTrue())
        .help("print what would be done, change nothing");
    MutuallyExclusiveGroup restored = parser.addMutuallyExclusiveGroup();
    restored
        .addArgument("--hold-uninvited")
        .action(Arguments.storeTrue())
        .help(
            "after PostgreSQL was restored too: hold each journey whose invite is not recorded,"
                + " because the provider may have it");
    restored
        .addArgument("--record-again")
        .action(Arguments.storeTrue())
        .help(
            "after PostgreSQL was restored and Temporal was not: start nothing, have each run"
                + " record what it knows before it does anything else");
  }

  @Override
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    boolean isDry = arguments.getBoolean("dry_run");
    Work work = work(arguments);
    Counts counts = counted(configuration, work, isDry ? Mode.DRY_RUN : Mode.FOR_REAL);
    LOG.info(
        "{}: {} open journeys without a run, {} with one; {} held",
        isDry ? "dry run, nothing was changed" : done(work),
        counts.missing(),
        counts.running(),
        counts.held());
    if (isDry && work != Work.RECORD_AGAIN && counts.missing() + counts.held() > 0) {
      throw new ExitWith(4, "to be rebuilt: see above");
    }
  }

  private static Work work(Namespace arguments) {
    if (arguments.getBoolean("record_again")) {
      return Work.RECORD_AGAIN;
    }
    return arguments.getBoolean("hold_uninvited") ? Work.HOLD_AND_START : Work.START;
  }

  private static String done(Work work) {
    return switch (work) {
      case START, HOLD_AND_START -> "stored, the relay starts the runs";
      case RECORD_AGAIN -> "each run that there is records what it knows";
    };
  }

  private Counts counted(JourneyConfiguration configuration, Work work, Mode mode) {
    try {
      return rebuild.apply(configuration).run(work, mode);
    } catch (StatusRuntimeException | WorkflowServiceException e) {
      throw new ExitWith(
          3, "Temporal did not answer (%s): preflight config.yml says why".formatted(e));
    }
  }
}
