package org.patientjourney.workflows.run;

/** The record differs from the run's state: the run continues from a new claim. */
final class OutOfStep extends RuntimeException {
  private static final long serialVersionUID = 1;

  OutOfStep(String message) {
    super(message);
  }
}
