package org.patientjourney.app.command;

import java.time.Instant;
import java.util.Map;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.command.Origin;

/**
 * The commands that were given to all subjects of one kind.
 *
 * @param kind such as {@code alarm}
 */
public record SubjectCommands(GivenCommands given, String kind) {
  /** Whether it was given to the subject before, carried out or refused. */
  public boolean isGiven(Object id, String commandId) {
    return given.isGiven(subject(id), commandId);
  }

  /** The same of a command without particulars. */
  public void requireSame(Object id, Origin origin, String command) {
    requireSame(id, origin, Map.of("command", command));
  }

  /** Refused with 409 when the command's id stands for another command to the same subject. */
  public void requireSame(Object id, Origin origin, Object command) {
    if (!given.isSame(subject(id), origin, command)) {
      throw ProblemType.COMMAND_DIFFERS.refusal(
          "the commandId stands for a command of another kind, content or reason that was given"
              + " before: nothing was done, give this one a new commandId");
    }
  }

  /** When the command was given first. */
  public Instant givenAt(Object id, Origin origin) {
    return given.givenAt(subject(id), origin);
  }

  private String subject(Object id) {
    return kind + ":" + id;
  }
}
