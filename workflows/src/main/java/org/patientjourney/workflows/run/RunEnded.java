package org.patientjourney.workflows.run;

/** This run has no more to do for its journey: it is closed, or another run owns it. */
public final class RunEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunEnded(String reason) {
    super(reason);
  }
}
