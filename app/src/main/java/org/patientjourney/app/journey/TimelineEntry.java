package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.JournalRow;

/**
 * One line of the journal.
 *
 * @param hasNote whether a person said why
 * @param note a person's reason, and the evidence of a decision by hand; in {@code GET
 *     /journeys/{journeyId}/timeline} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    long seq,
    Instant at,
    String what,
    String actor,
    Map<String, String> detail,
    boolean hasNote,
    @Nullable String note) {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  static TimelineEntry of(JournalRow row) {
    return withNote(row, null);
  }

  public static TimelineEntry withNote(JournalRow row, @Nullable String note) {
    return new TimelineEntry(
        row.seq(),
        row.at(),
        row.kind().name(),
        row.actor(),
        StoredJson.read(row.detail(), DETAIL),
        row.note() != null,
        note);
  }

  /** Without the note. */
  @Override
  public String toString() {
    return "TimelineEntry[" + seq + " " + what + "]";
  }
}
