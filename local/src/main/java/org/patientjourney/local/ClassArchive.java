package org.patientjourney.local;

import java.lang.management.ManagementFactory;

/** The classes that the launcher lets the first run leave for a faster start of the next ones. */
final class ClassArchive {
  private static final String WRITTEN_AT_EXIT = "-XX:ArchiveClassesAtExit";

  private ClassArchive() {}

  /** Why this JVM takes seconds to end, or nothing when it does not. */
  static String notice() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith(WRITTEN_AT_EXIT))
        ? " and writing the class archive, with which the next start is faster: some seconds"
        : "";
  }
}
