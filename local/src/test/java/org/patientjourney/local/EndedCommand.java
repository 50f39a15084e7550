package org.patientjourney.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.patientjourney.app.ExitWith;
import org.patientjourney.app.JourneyApplication;
import org.patientjourney.app.worker.ClusterEngine;

/**
 * A command of the production jar that ran in this JVM, which is warm. What others log meanwhile is
 * among its output.
 *
 * @param code with which its process would have ended
 */
public record EndedCommand(int code, String output) {
  /**
   * Runs it.
   *
   * @param variables what the names in config.yml stand for
   */
  public static EndedCommand run(Map<String, String> variables, String... words) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Command command = new Command(variables);
    System.setOut(both);
    System.setErr(both);
    try {
      command.run(words);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new EndedCommand(command.code, printed.toString(StandardCharsets.UTF_8));
  }

  private static final class Command extends JourneyApplication {
    private int code;

    private Command(Map<String, String> variables) {
      super(new ClusterEngine(variables), variables::get);
    }

    @Override
    protected void onFatalError(Throwable error) {
      code = ExitWith.codeOf(error);
    }
  }
}
