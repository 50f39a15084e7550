package org.patientjourney.workflows.command;

import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.policy.Moment;

/**
 * Who gave a command and why.
 *
 * @param id chosen by the caller: the same id again does nothing
 * @param actor the name of the caller's key, or {@code temporal} for a cancellation from outside
 * @param reason a person's words; may name a patient, so it is stored encrypted
 */
public record Origin(String id, String actor, String reason) {
  public JournalEntry entry(JournalKind kind, Moment moment) {
    return kind.at(moment).with("command", id).by(actor, reason);
  }

  @Override
  public String toString() {
    return "Origin[" + id + " by " + actor + "]";
  }
}
