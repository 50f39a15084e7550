package org.patientjourney.activities.compliance;

import java.util.List;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;

/** The access log, as a test looks at it. */
final class Lines {
  private Lines() {}

  static List<AccessLine> all(AccessLog log) {
    return page(log, new AccessLog.Query(null, null, null, null, 0, 500));
  }

  /** Without a line about this read. */
  static List<AccessLine> page(AccessLog log, AccessLog.Query query) {
    return log.jdbi().withHandle(handle -> log.find(handle, query));
  }
}
