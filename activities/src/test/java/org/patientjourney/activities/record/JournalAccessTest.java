package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
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

class JournalAccessTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** PostgreSQL manual, appendix A: insufficient_privilege. */
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final TestEngine engine = TestEngine.on(DATABASE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update journal_entry set actor = 'another-key'",
        "delete from journal_entry",
        "truncate journal_entry",
        "update access_log set caller = 'another-key'",
        "delete from access_log",
        "truncate access_log",
        "delete from exam_order",
        "delete from journey",
        "update webhook_delivery set body = ''",
        "update exam_order set content = ''",
        "delete from order_key",
        "delete from webhook_delivery",
        "alter table journal_entry disable trigger all",
        "drop table journal_entry"
      })
  void the_application_cannot_rewrite_evidence(String sql) {
    engine.accept(TestOrders.approvable());
    String before = DATABASE.dump();

    Throwable refusal =
        catchThrowable(() -> engine.jdbi().useHandle(handle -> handle.execute(sql)));

    assertThat(refusal).hasRootCauseInstanceOf(SQLException.class);
    assertThat(((SQLException) Objects.requireNonNull(refusal.getCause())).getSQLState())
        .isEqualTo(INSUFFICIENT_PRIVILEGE);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void stores_a_note_encrypted_only() {
    JourneyId journey = engine.accept(TestOrders.approvable()).get(0);
    String note = "Canaria called";
    JournalEntry released = JournalKind.HOLD_RELEASED.at(engine.moment()).by("operator", note);

    engine.append(journey, released);

    JournalRow row = engine.journalOf(journey).get(1);
    assertThat(row.detail()).isEqualTo("{}");
    assertThat(row.actor()).isEqualTo("operator");
    assertThat(DATABASE.dump())
        .doesNotContain(note)
        .doesNotContain(HexFormat.of().formatHex(note.getBytes(StandardCharsets.UTF_8)));
    assertThat(JournalStore.note(engine.ofOrder(journey), row).orElseThrow().words())
        .isEqualTo(note);
  }
}
