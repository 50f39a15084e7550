package org.patientjourney.activities.compliance;

import java.util.List;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;

/** The access log, as a test looks at it. */
final class Lines {
  private Lines() {}

  static List<AccessLine> all(AccessLog log) {
    return log.page(new AccessLog.Query(null, null, null, null, 0, 500));
  }
}
