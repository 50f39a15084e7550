package org.patientjourney.local;

final class Demo {
  private Demo() {}

  static int run(LocalOptions options) throws Exception {
    throw new UnsupportedOperationException(options.command());
  }
}
