package org.patientjourney.local.demo;

/** Something in a story did not come out as it must. */
public final class DemoFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what was expected and what was found. */
  DemoFailed(String message) {
    super(message);
  }

  static void unless(boolean asItMust, String message) throws DemoFailed {
    if (!asItMust) {
      throw new DemoFailed(message);
    }
  }
}
