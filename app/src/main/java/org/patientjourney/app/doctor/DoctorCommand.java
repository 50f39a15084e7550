package org.patientjourney.app.doctor;

import java.util.List;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.ExitWith;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.doctor.GoLive.Point;
import org.patientjourney.app.doctor.GoLive.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code doctor config.yml}: what is left to do before real patients are invited. Changes nothing.
 * Exit code 2: a point failed.
 */
public final class DoctorCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(DoctorCommand.class);

  private final Function<JourneyConfiguration, GoLive> goLive;

  public DoctorCommand(Function<JourneyConfiguration, GoLive> goLive) {
    super("doctor", "Checks what the provider asks for before real patients are invited");
    this.goLive = goLive;
  }

  @Override
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    List<Point> points = goLive.apply(configuration).points();
    points.forEach(
        point -> LOG.info("{} {}: {}", words(point.verdict()), point.name(), point.found()));
    if (points.stream().anyMatch(point -> point.verdict() == Verdict.FAILED)) {
      throw new ExitWith(2, "not ready for real patients: see above");
    }
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "[passed]      ";
      case FAILED -> "[failed]      ";
      case NOT_TELLABLE -> "[not tellable]";
    };
  }
}
