package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.pause.PauseWatch;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.workflows.command.Origin;

/** Tries at a PDF, and what each does to the record; time stands until a test moves it. */
class PdfCopyTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestPdfs pdfs = new TestPdfs(engine);
  private final PdfServer server = new PdfServer();
  private final PdfCopies copies =
      new PdfCopies(
          engine.jdbi(),
          engine.encryption(),
          FirstTries.none(),
          clinic -> new PauseWatch(engine.jdbi()).test(clinic),
          engine.clock(),
          new PdfDownload(server.origin()));
  private final Instant begin = engine.clock().instant();

  PdfCopyTest() throws IOException {}

  @BeforeEach
  void apply() {
    engine.accept(TestOrders.approvable());
    pdfs.applied(server.link("first"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_pdf_is_copied_and_its_link_erased() {
    assertThat(tryToCopy()).isNull();

    PdfCopyRow row = pdfs.row();
    assertThat(row.state()).isEqualTo(PdfCopyRow.State.COPIED);
    assertThat(row.copiedAt()).isEqualTo(begin);
    assertThat(row.nextTryAt()).isNull();
    assertThat(row.sizeBytes()).isEqualTo(PdfServer.PDF.length);
    assertThat(row.contentSha256())
        .isEqualTo(HexFormat.of().formatHex(StoredJson.sha256(PdfServer.PDF)));
    assertThat(DATABASE.count("pdf_copy where link is not null")).isZero();
  }

  @Test
  void a_copy_is_stored_encrypted_for_its_place_alone() {
    tryToCopy();

    byte[] content =
        Objects.requireNonNull(
            engine.dao(PdfCopyDao.class).findContent(TestPdfs.copyId()).orElse(null));
    assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain("PDF", "Canaria");
    assertThat(engine.encryption().decrypt(content, PdfCopies.contentContext(TestPdfs.copyId())))
        .isEqualTo(PdfServer.PDF);
    assertThat(DATABASE.dump())
        .doesNotContain("Canaria", "Signature", HexFormat.of().formatHex(PdfServer.PDF));
  }

  @Test
  void nothing_is_fetched_while_calls_are_paused_and_the_wait_counts_as_no_try() {
    Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());
    PauseRow pause = pauses.begin("juniper", new Origin("c-1", "operations", "why"));
    DuePdf due = claim().get(0);
    assertThat(copies.tryToCopy(due)).isFalse();
    assertThat(server.requests()).isEmpty();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.WANTED);
    assertThat(pdfs.row().tries()).isZero();

    pauses.release(pause, new Origin("c-2", "operations", "over"));
    engine.clock().advance(Duration.ofSeconds(30));
    assertThat(tryToCopy()).isNull();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.COPIED);
  }

  /** Its process may have been killed. */
  @Test
  void a_claimed_copy_that_was_not_tried_is_due_again_after_its_lease() {
    assertThat(claim()).hasSize(1);
    assertThat(claim()).as("while the lease lasts").isEmpty();

    engine.clock().advance(Duration.ofMinutes(5));
    assertThat(tryToCopy()).isNull();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.COPIED);
  }

  @Test
  void a_copy_that_could_not_be_tried_is_due_again_after_half_a_minute() {
    copies.backOff(claim().get(0));
    engine.clock().advance(Duration.ofSeconds(30).minusMillis(1));
    assertThat(claim()).isEmpty();

    engine.clock().advance(Duration.ofMillis(1));
    assertThat(claim()).hasSize(1);
    assertThat(pdfs.row().tries()).isZero();
  }

  @Test
  void a_copy_that_could_not_be_tried_does_not_put_off_a_fresh_link() {
    DuePdf first = claim().get(0);
    engine.clock().advance(Duration.ofHours(1));
    pdfs.applied(server.link("second"));
    copies.backOff(first);

    assertThat(claim()).hasSize(1);
  }

  @Test
  void a_copy_is_not_fetched_twice() {
    tryToCopy();
    assertThat(tryToCopy()).isNull();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void a_copy_is_not_lost_when_its_link_dies() {
    tryToCopy();
    engine.clock().advance(Duration.ofHours(25));

    assertThat(tryToCopy()).isNull();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.COPIED);
    assertThat(alarms()).isEmpty();
  }

  @Test
  void retries_after_pauses_that_grow_to_an_hour() {
    server.willAnswer(503);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Duration pause = Objects.requireNonNull(tryToCopy());
      assertThat(pdfs.row().nextTryAt()).isEqualTo(engine.clock().instant().plus(pause));
      pauses.add(pause);
      engine.clock().advance(pause);
    }

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
    assertThat(pdfs.row().tries()).isEqualTo(9);
    assertThat(pdfs.row().failure()).isEqualTo(PdfFailure.UNEXPECTED_STATUS);
    assertThat(alarms()).isEmpty();
  }

  @Test
  void raises_one_alarm_at_half_of_the_links_life() {
    server.willAnswer(503);
    tryUntil(begin.plus(Duration.ofHours(12)));
    assertThat(alarms()).isEmpty();
    assertThat(pdfs.row().nextTryAt()).isEqualTo(begin.plus(Duration.ofHours(12)));

    engine.clock().advance(Objects.requireNonNull(tryToCopy()));
    assertThat(alarms()).containsExactly("PDF_COPY_LATE pdf-" + TestPdfs.copyId().shortDigest());

    DATABASE.change("update alarm set acknowledged_at = since");
    tryToCopy();
    assertThat(alarms()).hasSize(1);
  }

  @Test
  void raises_no_alarm_for_a_copy_at_half_of_the_links_life() {
    server.willAnswer(503);
    tryUntil(begin.plus(Duration.ofHours(12)));
    server.willServe(PdfServer.PDF);

    assertThat(tryToCopy()).isNull();
    assertThat(alarms()).isEmpty();
  }

  @Test
  void loses_the_copy_without_a_call_once_the_link_has_expired() {
    server.willAnswer(503);
    tryUntil(begin.plus(Duration.ofHours(24)));
    int calls = server.requests().size();
    assertThat(pdfs.row().nextTryAt()).isEqualTo(begin.plus(Duration.ofHours(24)));

    assertThat(tryToCopy()).isNull();
    assertThat(server.requests()).hasSize(calls);
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.LOST);
    assertThat(pdfs.row().lostAt()).isEqualTo(begin.plus(Duration.ofHours(24)));
    assertThat(pdfs.row().failure()).isEqualTo(PdfFailure.UNEXPECTED_STATUS);
    assertThat(DATABASE.count("pdf_copy where link is not null")).isZero();
    assertThat(alarms()).last().asString().startsWith("PDF_COPY_LOST ");
    assertThat(tryToCopy()).isNull();
  }

  @Test
  void the_last_pause_ends_when_the_link_expires() {
    server.willAnswer(503);
    DATABASE.change("update pdf_copy set tries = 9");
    engine.clock().advance(Duration.ofHours(24).minusMinutes(7));

    assertThat(tryToCopy()).isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void retries_a_missing_file_for_a_quarter_of_an_hour() {
    server.willAnswer(403);
    for (int i = 0; i < 5; i++) {
      engine.clock().advance(Objects.requireNonNull(tryToCopy()));
    }
    assertThat(tryToCopy()).isNull();

    assertThat(Duration.between(begin, engine.clock().instant()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.LOST);
    assertThat(pdfs.row().failure()).isEqualTo(PdfFailure.GONE);
    assertThat(alarms()).containsExactly("PDF_COPY_LOST pdf-" + TestPdfs.copyId().shortDigest());
  }

  @Test
  void loses_a_refused_copy_at_once() {
    server.willServe("<html>".getBytes(StandardCharsets.US_ASCII));

    assertThat(tryToCopy()).isNull();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.LOST);
    assertThat(pdfs.row().failure()).isEqualTo(PdfFailure.NOT_A_PDF);
    assertThat(alarms()).hasSize(1);
    assertThat(DATABASE.count("pdf_copy where content is not null")).isZero();
  }

  @Test
  void a_duplicate_with_a_new_link_restores_a_lost_copy() {
    engine.clock().advance(Duration.ofHours(30));
    tryToCopy();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.LOST);

    pdfs.applied(server.link("second"));
    assertThat(tryToCopy()).isNull();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.COPIED);
    assertThat(server.requests())
        .extracting(Object::toString)
        .containsExactly("/r/601233.pdf?Expires=1790000000&Signature=second");
  }

  @Test
  void a_failure_does_not_count_against_a_newer_link() {
    DuePdf first = claim().get(0);
    engine.clock().advance(Duration.ofHours(1));
    pdfs.applied(server.link("second"));

    assertThat(copies.failed(first, PdfFailure.NOT_A_PDF)).isFalse();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.WANTED);
    assertThat(pdfs.row().tries()).isZero();
    assertThat(claim()).as("the newer link").hasSize(1);
  }

  @Test
  void a_link_that_expired_while_it_waited_does_not_lose_a_newer_one() {
    DuePdf first = claim().get(0);
    engine.clock().advance(Duration.ofHours(24));
    pdfs.applied(server.link("second"));

    assertThat(copies.tryToCopy(first)).isFalse();
    assertThat(server.requests()).isEmpty();
    assertThat(pdfs.row().state()).isEqualTo(PdfCopyRow.State.WANTED);
    assertThat(alarms()).isEmpty();
  }

  /** Two tries at once: a process that was thought to be dead, and its successor. */
  @Test
  void a_failure_does_not_undo_the_copy_of_another() {
    DuePdf slow = claim().get(0);
    engine.clock().advance(Duration.ofMinutes(5));
    tryToCopy();

    assertThat(copies.failed(slow, PdfFailure.NOT_A_PDF)).isTrue();
    copies.copied(TestPdfs.copyId(), "%PDF-other".getBytes(StandardCharsets.US_ASCII));
    assertThat(pdfs.row().sizeBytes()).isEqualTo(PdfServer.PDF.length);
    assertThat(alarms()).isEmpty();
  }

  @Test
  void a_due_copy_prints_nothing_of_its_link() {
    DuePdf due = claim().get(0);
    assertThat(due).hasToString("DuePdf[" + due.copy() + ", dies at " + due.linkDiesAt() + "]");
  }

  /** Tries as often as the record says, up to the given instant, exclusive. */
  private void tryUntil(Instant end) {
    while (engine.clock().instant().isBefore(end)) {
      engine.clock().advance(Objects.requireNonNull(tryToCopy()));
    }
    assertThat(engine.clock().instant()).isEqualTo(end);
  }

  private List<DuePdf> claim() {
    return copies.claimDue(engine.clock().instant(), 9);
  }

  /** Tries what is due; returns when the next try is, or null when none is. */
  private @Nullable Duration tryToCopy() {
    boolean isOver = claim().stream().allMatch(copies::tryToCopy);
    Instant next = pdfs.row().nextTryAt();
    assertThat(isOver).isEqualTo(next == null);
    return next == null ? null : Duration.between(engine.clock().instant(), next);
  }

  private static List<String> alarms() {
    return DATABASE.texts("select kind || ' ' || subject from alarm order by alarm_id");
  }
}
