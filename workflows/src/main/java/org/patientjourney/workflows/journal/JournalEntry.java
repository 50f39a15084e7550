package org.patientjourney.workflows.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: ids, enums and digests, no personal values.
 *
 * @param actor {@code engine}, or the role that gave a command
 * @param note a person's words, stored encrypted
 */
public record JournalEntry(
    JournalKind kind,
    Instant at,
    String actor,
    SortedMap<String, String> detail,
    @Nullable String note) {

  public JournalEntry {
    detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
  }

  public JournalEntry with(String name, Object value) {
    SortedMap<String, String> more = new TreeMap<>(detail);
    more.put(name, value.toString());
    return new JournalEntry(kind, at, actor, more, note);
  }

  public JournalEntry by(String newActor, String newNote) {
    return new JournalEntry(kind, at, newActor, detail, newNote);
  }

  /** Without the note: a person's words may name a patient. */
  @Override
  public String toString() {
    return "JournalEntry[" + kind + " " + at + " " + actor + " " + detail + "]";
  }
}
