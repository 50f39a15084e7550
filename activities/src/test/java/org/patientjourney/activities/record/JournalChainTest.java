package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;

class JournalChainTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);

  /** Four rows: the order's, two of one revision, one of the next. */
  @BeforeEach
  void append() {
    engine.accept(TestOrders.approvable());
    engine.append(JOURNEY, entry(JournalKind.INVITE_SENDING), entry(JournalKind.INVITE_SENT));
    engine.clock().advance(Duration.ofHours(1));
    engine.append(JOURNEY, entry(JournalKind.CLOSED).by("operator", "the patient called"));
  }

  @Test
  void a_chain_holds_over_several_revisions() {
    List<JournalRow> journal = engine.journalOf(JOURNEY);

    assertThat(journal).extracting(JournalRow::seq).containsExactly(1L, 2L, 3L, 4L);
    assertThat(journal.get(3).prevHash()).isEqualTo(journal.get(2).hash());
    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
  }

  @Test
  void a_chain_holds_with_instants_finer_than_the_database_keeps() {
    Instant fine = Instant.parse("2026-03-02T16:00:00.123456789Z");
    engine.append(
        JOURNEY, new JournalEntry(JournalKind.REOPENED, fine, "engine", new TreeMap<>(), null));

    assertThat(engine.firstBroken(JOURNEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = 'INVITE_UNKNOWN'",
        "at = at + interval '1 second'",
        "actor = 'somebody'",
        "detail = '{}'",
        "note = '\\x00'",
        "revision = 9",
        "prev_hash = hash",
        "hash = prev_hash"
      })
  void a_changed_row_breaks_the_chain_there(String assignment) {
    assertThat(DATABASE.change("update journal_entry set " + assignment + " where seq = 2"))
        .isEqualTo(1);

    assertThat(firstBrokenSeq()).isEqualTo(2);
  }

  @Test
  void a_note_that_was_erased_breaks_the_chain_there() {
    DATABASE.change("update journal_entry set note = null where seq = 4");

    assertThat(firstBrokenSeq()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_removed_row_breaks_the_chain_there(long removed) {
    DATABASE.change("delete from journal_entry where seq = " + removed);

    assertThat(firstBrokenSeq()).isEqualTo(removed);
  }

  @Test
  void removed_last_rows_show_although_the_journal_went_on() {
    DATABASE.change("delete from journal_entry where seq >= 3");
    engine.append(JOURNEY, entry(JournalKind.REOPENED));

    assertThat(engine.journalOf(JOURNEY)).extracting(JournalRow::seq).containsExactly(1L, 2L, 5L);
    assertThat(firstBrokenSeq()).isEqualTo(3);
  }

  @Test
  void a_journal_that_goes_beyond_its_head_breaks_behind_it() {
    DATABASE.change(
        "update journey set journal_seq = 3, journal_hash = prev_hash from journal_entry e"
            + " where seq = 4 and e.journey_id = journey.journey_id");

    assertThat(firstBrokenSeq()).isEqualTo(4);
  }

  @Test
  void a_last_row_that_is_not_the_one_of_the_head_is_broken() {
    DATABASE.change("update journey set journal_hash = sha256(journal_hash)");

    assertThat(firstBrokenSeq()).isEqualTo(4);
  }

  @Test
  void a_journal_without_rows_breaks_at_the_first() {
    DATABASE.change("delete from journal_entry");

    assertThat(firstBrokenSeq()).isEqualTo(1);
  }

  @Test
  void a_removed_row_shows_although_the_rest_was_numbered_anew() {
    DATABASE.change("delete from journal_entry where seq = 2");
    DATABASE.change("update journal_entry set seq = 2 where seq = 3");
    DATABASE.change("update journal_entry set seq = 3 where seq = 4");

    assertThat(firstBrokenSeq()).isEqualTo(2);
  }

  @Test
  void an_entry_of_another_journey_does_not_fit() {
    JourneyId other = engine.accept(TestOrders.withExams("WC-9", TestOrders.FILLER)).get(0);
    DATABASE.change("delete from journal_entry where journey_id = '" + JOURNEY + "'");
    DATABASE.change(
        "update journal_entry set journey_id = '"
            + JOURNEY
            + "' where journey_id = '"
            + other
            + "'");

    assertThat(firstBrokenSeq()).isEqualTo(1);
  }

  private long firstBrokenSeq() {
    return engine.firstBroken(JOURNEY).orElseThrow();
  }

  private JournalEntry entry(JournalKind kind) {
    return kind.at(engine.moment()).with("attempt", 1);
  }
}
