package org.patientjourney.app.anchor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.patientjourney.activities.anchor.AnchorKeys;
import org.patientjourney.activities.anchor.Anchors;
import org.patientjourney.activities.database.Database;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.ExitWith;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code verify-anchors config.yml --folder DIR --key FILE}: compares the record with all anchors.
 * Exit code 4: something does not fit, each with a line.
 */
public final class VerifyAnchorsCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyAnchorsCommand.class);

  public VerifyAnchorsCommand() {
    super("verify-anchors", "Compares journals and access log with their anchors");
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser.addArgument("--folder").required(true).help("of all anchors");
    parser.addArgument("--key").required(true).help("public Ed25519 key, as PEM");
  }

  @Override
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    AtomicInteger problems = new AtomicInteger();
    int anchors;
    try (Database database = new Database(configuration.database().application(), 1)) {
      anchors =
          new Anchors(database.jdbi(), InstantSource.system())
              .check(
                  Path.of(arguments.getString("folder")),
                  AnchorKeys.publicKey(Path.of(arguments.getString("key"))),
                  problem -> {
                    problems.incrementAndGet();
                    LOG.error("{}", problem);
                  });
    }
    if (problems.get() > 0) {
      throw new ExitWith(4, "the record does not fit its anchors: see above");
    }
    LOG.info("the record fits its {} anchors", anchors);
  }
}
