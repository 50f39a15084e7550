package org.patientjourney.local.system;

import java.lang.management.ManagementFactory;

/** The class data archive that the first run writes, for a faster start of later ones. */
public final class ClassArchive {
  private static final String WRITTEN_AT_EXIT = "-XX:ArchiveClassesAtExit";

  private ClassArchive() {}

  /** Why this JVM takes seconds to end, or nothing when it does not. */
  public static String notice() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith(WRITTEN_AT_EXIT))
        ? " and writing the class archive, with which the next start is faster: some seconds"
        : "";
  }
}
