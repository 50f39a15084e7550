package org.patientjourney.activities.audit;

import org.patientjourney.workflows.order.JourneyId;

/** The result of checking an audit file. */
public sealed interface AuditFinding {
  /** Nothing was changed, moved or taken away since the file was made. */
  record Holds(JourneyId journeyId, long entries, String headHash) implements AuditFinding {}

  /** The file does not prove the journal. */
  record Broken(String where) implements AuditFinding {}
}
