package org.patientjourney.workflows.run;

/** The record differs from what the run knows: the run goes on from a new claim. */
final class OutOfStep extends RuntimeException {
  private static final long serialVersionUID = 1;

  OutOfStep(String message) {
    super(message);
  }
}
