package org.patientjourney.app;

/** Ends the process of a command with an exit code of its own, after the message. */
public final class ExitWith extends RuntimeException {
  private final int code;

  public ExitWith(int code, String message) {
    super(message);
    this.code = code;
  }

  /** With which a command's process ends after this error. */
  public static int codeOf(Throwable error) {
    return error instanceof ExitWith exit ? exit.code : 1;
  }
}
