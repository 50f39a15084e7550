package org.patientjourney.app.anchor;

import java.nio.file.Path;
import java.time.InstantSource;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.patientjourney.activities.anchor.AnchorKeys;
import org.patientjourney.activities.anchor.Anchors;
import org.patientjourney.activities.anchor.Anchors.Anchored;
import org.patientjourney.activities.database.Database;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code anchor config.yml --folder DIR --key FILE}: writes the next anchor, once a day for
 * example. Changes nothing in the record.
 */
public final class AnchorCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorCommand.class);

  private final InstantSource clock;

  public AnchorCommand(InstantSource clock) {
    super("anchor", "Writes the heads of journals and access log to a signed file");
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    parser.addArgument("--folder").required(true).help("of all anchors, outside the database");
    parser.addArgument("--key").required(true).help("private Ed25519 key, as PEM");
  }

  @Override
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    try (Database database = new Database(configuration.database().application(), 1)) {
      Anchored anchored =
          new Anchors(database.jdbi(), clock)
              .anchor(
                  Path.of(arguments.getString("folder")),
                  AnchorKeys.privateKey(Path.of(arguments.getString("key"))));
      LOG.info(
          "{}: {} journals that have grown, access log to line {}",
          anchored.file(),
          anchored.journals(),
          anchored.accessLogTo());
    }
  }
}
