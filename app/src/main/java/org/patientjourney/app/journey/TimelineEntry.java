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
 * @param hasNote whether a person said why: {@code GET /journeys/{journeyId}/timeline} shows it
 * @param note a person's reason, and the evidence of a decision by hand; in that timeline only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    long seq,
    Instant at,
    String what,
    String actor,
    Map<String, String> detail,
    @Nullable Boolean hasNote,
    @Nullable String note) {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  static TimelineEntry of(JournalRow row) {
    return of(row, row.note() != null, null);
  }

  public static TimelineEntry withNote(JournalRow row, @Nullable String note) {
    return of(row, null, note);
  }

  private static TimelineEntry of(
      JournalRow row, @Nullable Boolean hasNote, @Nullable String note) {
    return new TimelineEntry(
        row.seq(),
        row.at(),
        row.kind().name(),
        row.actor(),
        StoredJson.read(row.detail(), DETAIL),
        hasNote,
        note);
  }

  /** Without the note. */
  @Override
  public String toString() {
    return "TimelineEntry[" + seq + " " + what + "]";
  }
}
