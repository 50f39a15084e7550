package org.patientjourney.activities.audit;

import org.patientjourney.workflows.order.JourneyId;

/** What checking an audit file comes to. */
public sealed interface AuditFinding {
  /** Nothing was changed, moved or taken away since the file was made. */
  record Holds(JourneyId journeyId, long entries, String headHash) implements AuditFinding {}

  /** The file proves nothing. */
  record Broken(String where) implements AuditFinding {}
}
