package org.patientjourney.activities.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.anchor.Anchors.Anchored;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.erasure.ErasureOutcome;
import org.patientjourney.activities.erasure.Erasures;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.record.JournalChain;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.Order;

class AnchorsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final String READ =
      """
      insert into access_log (at, caller, role, endpoint, outcome, purpose)
      values (now(), 'olivia', 'OPERATIONS', 'INVITE_LINK', 'READ', '\\x01')
      """;

  @TempDir private Path folder;
  private final KeyPair keys = newKeys();
  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Anchors anchors = new Anchors(engine.jdbi(), engine.clock());

  /** Three days: an order and a read, an entry and a read, nothing. */
  @BeforeEach
  void anchorThreeDays() {
    engine.accept(TestOrders.approvable());
    DATABASE.change(READ);
    anchor();
    engine.append(JOURNEY, JournalKind.INVITE_SENT.at(engine.moment()).with("attempt", 1));
    DATABASE.change(READ);
    anchor();
    anchor();
  }

  @Test
  void a_record_that_was_not_touched_fits() {
    engine.append(JOURNEY, JournalKind.CLOSED.at(engine.moment()));
    DATABASE.change(READ);

    assertThat(problems()).isEmpty();
  }

  @Test
  void anchors_made_before_and_after_an_erasure_hold() {
    engine.append(
        JOURNEY, JournalKind.HOLD_RELEASED.at(engine.moment()).by("olivia", "she called"));
    TestRecords.close(engine, JOURNEY);
    anchor();
    Order order = TestOrders.approvable();
    AccessRequest auditor =
        new AccessRequest("auditor", "COMPLIANCE", null, PersonalEndpoint.ERASURE, true, "asked");
    Erasures erasures =
        new Erasures(
            engine.jdbi(),
            engine.encryption(),
            engine.journal(),
            new AccessLog(engine.jdbi(), engine.encryption(), engine.clock()),
            Duration.ZERO,
            engine.clock());
    assertThat(
            erasures.erase(
                order.clinic(),
                order.patient().id(),
                new Origin("e-1", "auditor", "asked"),
                auditor))
        .isInstanceOf(ErasureOutcome.Erased.class);

    assertThat(problems()).isEmpty();
    assertThat(anchor().journals()).isEqualTo(1);
    assertThat(problems()).isEmpty();
    byte[] file = AuditFile.of(audit()).getBytes(UTF_8);
    assertThat(problems(file, Instant.MAX)).isEmpty();
  }

  @Test
  void an_anchor_holds_only_what_has_changed_since_the_last() {
    assertThat(new AnchorFolder(folder).anchors())
        .extracting(file -> file.journals().size())
        .containsExactly(1, 1, 0);
    engine.accept(TestOrders.withExams("WC-9", TestOrders.FILLER));
    Anchored next = anchor();
    assertThat(next.journals()).isEqualTo(1);
    assertThat(next.accessLogTo()).isEqualTo(2);
  }

  /** As a superuser can: the chain holds again, and its head. */
  @Test
  void a_journal_that_was_written_anew_is_named_with_the_day_it_was_anchored() {
    List<JournalRow> journal = new ArrayList<>(audit().journal());
    JournalRow forged = withActor(journal.get(1), "mallory");
    DATABASE.change(
        "update journal_entry set actor = 'mallory', hash = '\\x%s' where seq = 2"
            .formatted(hex(forged)));
    DATABASE.change("update journey set journal_hash = '\\x%s'".formatted(hex(forged)));
    assertThat(audit().firstBroken()).as("the chain holds").isEmpty();

    assertThat(problems())
        .containsExactly(
            "journal juniper:WC-1:5101: entry 2 is not the one that was anchored at "
                + anchoredAt(1));
  }

  @Test
  void a_journal_that_is_gone_is_named() {
    DATABASE.change("delete from outbox");
    DATABASE.change("delete from journal_entry");

    assertThat(problems())
        .contains(
            "journal juniper:WC-1:5101: entry 1 is not the one that was anchored at "
                + anchoredAt(0));
  }

  @Test
  void an_entry_that_was_changed_alone_breaks_its_chain() {
    DATABASE.change("update journal_entry set actor = 'mallory' where seq = 2");

    assertThat(problems()).containsExactly("journal juniper:WC-1:5101: entry 2 does not fit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update access_log set caller = 'mallory' where access_id = 2",
        "update access_log set at = at + interval '1 microsecond' where access_id = 2",
        "update access_log set purpose = '\\x02' where access_id = 2",
        "delete from access_log where access_id = 2"
      })
  void a_changed_line_of_the_access_log_shows_in_its_anchor_alone(String tampering) {
    DATABASE.change(tampering);

    assertThat(problems())
        .containsExactly(
            "access log: lines 2 to 2 are not those that were anchored at " + anchoredAt(1));
  }

  /** What an auditor has: an exported journal and the anchors, no database. */
  @Test
  void an_audit_file_that_was_written_anew_does_not_fit_its_anchors() {
    byte[] file = AuditFile.of(audit()).getBytes(UTF_8);
    assertThat(problems(file, Instant.MAX)).isEmpty();

    JournalRow forged = withActor(audit().journal().get(1), "mallory");
    Audit rewritten =
        new Audit(
            JOURNEY,
            new JournalHead(2, StoredJson.sha256(JournalChain.text(forged))),
            List.of(audit().journal().get(0), withHash(forged)));
    byte[] other = AuditFile.of(rewritten).getBytes(UTF_8);
    assertThat(AuditCheck.of(other)).isInstanceOf(AuditFinding.Holds.class);
    assertThat(problems(other, Instant.MAX))
        .containsExactly(
            JOURNEY + ": entry 2 is not the one that was anchored at " + anchoredAt(1));
    AnchoredAudit journal = new AnchoredAudit(Instant.MAX);
    journal.add(JOURNEY, file);
    assertThat(journal.check(folder, newKeys().getPublic()).problems())
        .singleElement()
        .asString()
        .contains("signature");
  }

  @Test
  void a_file_that_ends_before_its_anchor_is_as_old_as_it_says_or_cut_off() {
    byte[] file = AuditFile.of(cutOff()).getBytes(UTF_8);
    Instant second = Instant.parse(anchoredAt(1));

    assertThat(problems(file, second)).as("made before the anchor").isEmpty();
    assertThat(problems(file, second.plusSeconds(1)))
        .containsExactly(JOURNEY + ": entry 2 is not the one that was anchored at " + second);
  }

  @Test
  void a_journal_that_no_anchor_has_began_after_the_last_or_is_forged() {
    byte[] file = AuditFile.of(audit()).getBytes(UTF_8);
    AnchoredAudit forged = new AnchoredAudit(Instant.MAX);
    forged.add(new JourneyId("juniper:WC-9:5101"), file);
    assertThat(forged.check(folder, keys.getPublic()).problems())
        .containsExactly("juniper:WC-9:5101: no anchor has this journal");

    JourneyId later = engine.accept(TestOrders.withExams("WC-10", TestOrders.FILLER)).get(0);
    AnchoredAudit young = new AnchoredAudit(Instant.MAX);
    young.add(later, AuditFile.of(Audit.find(engine.jdbi(), later).orElseThrow()).getBytes(UTF_8));
    assertThat(young.check(folder, keys.getPublic()))
        .isEqualTo(new AnchoredAudit.Finding(List.of(), 0, 1));
  }

  @Test
  void a_missing_anchor_is_noticed_by_the_next() throws IOException {
    Files.delete(files().get(1));

    assertThat(problems())
        .contains(lastName() + ": does not follow the anchor before it: one is missing or changed");
  }

  @Test
  void an_anchor_that_was_changed_does_not_fit_its_signature() throws IOException {
    Path file = files().get(2);
    Files.writeString(
        file, Files.readString(file).replace("\"accessLogTo\":2", "\"accessLogTo\":1"));

    assertThat(problems()).contains(lastName() + ": its signature does not fit the key");
  }

  @Test
  void the_signatures_of_another_key_do_not_fit() {
    List<String> problems = new ArrayList<>();
    anchors.check(folder, newKeys().getPublic(), problems::add);

    assertThat(problems).hasSize(3).allMatch(problem -> problem.contains("signature"));
  }

  @Test
  void no_anchor_is_written_over_another() {
    assertThatThrownBy(this::anchorNow)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(lastName());
  }

  @Test
  void keys_are_read_from_pem_files() throws IOException {
    Path secret = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    Path known = pem("PUBLIC KEY", keys.getPublic().getEncoded());

    byte[] signature = AnchorKeys.sign(AnchorKeys.privateKey(secret), new byte[] {1});
    assertThat(AnchorKeys.isSigned(AnchorKeys.publicKey(known), new byte[] {1}, signature))
        .isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnchorKeys.privateKey(known))
        .withMessageStartingWith("expected a private Ed25519 key as PEM in ")
        .withNoCause();
  }

  private Path pem(String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        folder.resolve(label.replace(' ', '-') + ".pem"),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label, base64));
  }

  private Anchored anchor() {
    engine.clock().advance(Duration.ofDays(1));
    return anchorNow();
  }

  private Anchored anchorNow() {
    return anchors.anchor(folder, keys.getPrivate());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    assertThat(anchors.check(folder, keys.getPublic(), problems::add)).isPositive();
    return problems;
  }

  private List<String> problems(byte[] file, Instant asOf) {
    AnchoredAudit journal = new AnchoredAudit(asOf);
    journal.add(JOURNEY, file);
    return journal.check(folder, keys.getPublic()).problems();
  }

  private Audit cutOff() {
    JournalRow first = audit().journal().get(0);
    return new Audit(JOURNEY, new JournalHead(1, first.hash()), List.of(first));
  }

  private String anchoredAt(int number) {
    return new AnchorFolder(folder).anchors().get(number).head().at().toString();
  }

  private List<Path> files() {
    return new AnchorFolder(folder).stored().stream().map(AnchorFolder.Stored::path).toList();
  }

  private String lastName() {
    List<AnchorFolder.Stored> stored = new AnchorFolder(folder).stored();
    return stored.get(stored.size() - 1).name();
  }

  private Audit audit() {
    return Audit.find(engine.jdbi(), JOURNEY).orElseThrow();
  }

  private static JournalRow withActor(JournalRow row, String actor) {
    return copy(row, actor, row.hash());
  }

  private static JournalRow withHash(JournalRow row) {
    return copy(row, row.actor(), StoredJson.sha256(JournalChain.text(row)));
  }

  private static JournalRow copy(JournalRow row, String actor, byte[] hash) {
    return new JournalRow(
        row.journeyId(),
        row.seq(),
        row.revision(),
        row.kind(),
        row.at(),
        actor,
        row.detail(),
        row.note(),
        row.noteDigest(),
        row.prevHash(),
        hash);
  }

  private static String hex(JournalRow row) {
    return HexFormat.of().formatHex(withHash(row).hash());
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }
}
