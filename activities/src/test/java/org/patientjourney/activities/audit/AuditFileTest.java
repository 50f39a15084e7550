package org.patientjourney.activities.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;

class AuditFileTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);

  /** Three entries, one with a person's words. */
  @BeforeEach
  void append() {
    engine.accept(TestOrders.approvable());
    append(JournalKind.INVITE_SENT.at(engine.moment()).with("attempt", 1));
    append(JournalKind.CLOSED.at(engine.moment()).by("front-desk", "Canaria, señora"));
  }

  @Test
  void a_file_holds_as_it_was_made() {
    String head = HexFormat.of().formatHex(audit().head().hash());

    assertThat(AuditCheck.of(file())).isEqualTo(new AuditFinding.Holds(JOURNEY, 3, head));
  }

  @Test
  void a_file_contains_no_notes() {
    assertThat(new String(file(), UTF_8)).contains("front-desk").doesNotContain("Canaria");
  }

  @Test
  void a_file_with_notes_contains_them_and_holds() {
    String head = HexFormat.of().formatHex(audit().head().hash());

    assertThat(new String(fileWithNotes(), UTF_8)).contains("\"words\":\"Canaria, señora\"");
    assertThat(AuditCheck.of(fileWithNotes())).isEqualTo(new AuditFinding.Holds(JOURNEY, 3, head));
  }

  @Test
  void detects_a_changed_note() {
    String changed = new String(fileWithNotes(), UTF_8).replace("Canaria", "Colombia");

    assertThat(broken(changed.getBytes(UTF_8)).where())
        .isEqualTo("entry 3 has another note: its words were changed");
  }

  @Test
  void the_file_can_be_hashed_without_this_software() {
    List<String> lines = lines();
    assertThat(lines.get(3)).contains("\"prevHash\":\"" + hash(entry(lines.get(2))) + "\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void detects_a_flipped_bit(boolean withNotes) {
    byte[] file = withNotes ? fileWithNotes() : file();
    List<String> unnoticed = new ArrayList<>();
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) (1 << bit);
        if (!(AuditCheck.of(changed) instanceof AuditFinding.Broken)) {
          unnoticed.add("byte " + at + " bit " + bit);
        }
      }
    }
    assertThat(file).hasSizeGreaterThan(1_000);
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void detects_a_missing_or_doubled_byte() {
    byte[] file = file();
    String text = new String(file, UTF_8);
    assertThat(text).isASCII();
    for (int at = 0; at < text.length(); at++) {
      assertBroken(text.substring(0, at) + text.substring(at + 1));
      assertBroken(text.substring(0, at) + text.charAt(at) + text.substring(at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void detects_a_missing_line(int line) {
    List<String> lines = lines();
    lines.remove(line);
    assertBroken(joined(lines));
  }

  @ParameterizedTest
  @CsvSource({
    "2,  entry 2 is missing or moved: found 3",
    "3,  'the head names 3 entries, found 2: the last ones do not fit'"
  })
  void names_the_missing_entry(int line, String where) {
    List<String> lines = lines();
    lines.remove(line);
    assertThat(broken(joined(lines).getBytes(UTF_8)).where()).isEqualTo(where);
  }

  @Test
  void names_the_changed_entry() {
    String changed =
        new String(file(), UTF_8).replace("\"attempt\\\":\\\"1", "\"attempt\\\":\\\"2");
    assertThat(broken(changed.getBytes(UTF_8)).where())
        .isEqualTo("entry 2 was changed: its hash does not fit");
  }

  /** A changed entry can be hashed again; the next entry still shows the change. */
  @Test
  void an_entry_that_was_changed_with_its_hash_is_not_followed_by_the_next() {
    List<String> lines = lines();
    String changed = entry(lines.get(2)).replace("\"attempt\\\":\\\"1", "\"attempt\\\":\\\"2");
    lines.set(2, "{\"entry\":" + changed + ",\"hash\":\"" + hash(changed) + "\"}");

    assertThat(broken(joined(lines).getBytes(UTF_8)).where())
        .isEqualTo("entry 3 does not follow the entry before it");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "1, 3", "0, 1"})
  void detects_a_moved_line(int one, int other) {
    List<String> lines = lines();
    Collections.swap(lines, one, other);
    assertBroken(joined(lines));
  }

  @Test
  void an_entry_of_another_journey_does_not_fit() {
    engine.accept(TestOrders.withExams("WC-9", TestOrders.FILLER));
    Audit other = Audit.find(engine.jdbi(), new JourneyId("juniper:WC-9:5101")).orElseThrow();
    List<String> lines = lines();
    lines.set(1, AuditFile.of(other).split("\n", -1)[1]);

    assertThat(broken(joined(lines).getBytes(UTF_8)).where())
        .isEqualTo("entry 1 is of another journey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{}", "{}\n", "\u0000", "not an audit file\n"})
  void anything_else_is_not_an_audit_file(String text) {
    assertBroken(text);
  }

  @Test
  void a_head_without_entries_proves_nothing() {
    assertBroken(lines().get(0));
    assertBroken(lines().get(0) + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update journal_entry set actor = 'another-key' where seq = 2",
        "update journal_entry set note = '\\x00' where seq = 3",
        "update journal_entry set note_digest = '\\x00' where seq = 3",
        "update journal_entry set hash = prev_hash where seq = 1",
        "delete from journal_entry where seq = 3",
        "update journey set journal_seq = 2",
        "update journey set journal_hash = sha256(journal_hash)"
      })
  void an_audit_file_of_a_changed_record_does_not_verify(String tampering) {
    DATABASE.change(tampering);

    assertThat(AuditCheck.of(file())).isInstanceOf(AuditFinding.Broken.class);
  }

  private void append(JournalEntry entry) {
    engine.append(JOURNEY, entry);
  }

  private Audit audit() {
    return Audit.find(engine.jdbi(), JOURNEY).orElseThrow();
  }

  private byte[] file() {
    return AuditFile.of(audit()).getBytes(UTF_8);
  }

  private byte[] fileWithNotes() {
    return AuditFile.withNotes(audit(), row -> JournalStore.note(engine.ofOrder(JOURNEY), row))
        .getBytes(UTF_8);
  }

  private List<String> lines() {
    return new ArrayList<>(new String(file(), UTF_8).lines().toList());
  }

  private static String joined(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String entry(String line) {
    return line.replaceAll("^\\{\"entry\":|,\"hash\":\"[0-9a-f]{64}\"}$", "");
  }

  private static String hash(String entry) {
    return HexFormat.of().formatHex(StoredJson.sha256(entry));
  }

  private static AuditFinding.Broken broken(byte[] file) {
    return (AuditFinding.Broken) AuditCheck.of(file);
  }

  private static void assertBroken(String text) {
    assertThat(AuditCheck.of(text.getBytes(UTF_8)))
        .as(text)
        .isInstanceOf(AuditFinding.Broken.class);
  }
}
