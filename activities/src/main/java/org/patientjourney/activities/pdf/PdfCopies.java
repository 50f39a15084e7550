package org.patientjourney.activities.pdf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/**
 * Copies PDFs before their links expire. No transaction is open while a file is fetched.
 *
 * @param isPaused whether none is fetched for a clinic
 */
public record PdfCopies(
    Jdbi jdbi,
    Encryption encryption,
    FirstTries firstTries,
    Predicate<ClinicId> isPaused,
    InstantSource clock,
    PdfDownload download) {
  /** Between two tries: 30 s, doubled with each, an hour at most. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /**
   * About a quarter of an hour: a file may be announced before it is there, and its store may then
   * answer 403 as it does for an expired link.
   */
  private static final int TRIES_OF_A_GONE_FILE = 6;

  /** A thread tries the few copies that it claims in turn, each for a minute at most. */
  static final Duration LEASE = Duration.ofMinutes(5);

  /** Takes copies whose try is due. One that is not tried, because of a crash, is due again. */
  public List<DuePdf> claimDue(Instant now, int limit) {
    List<DuePdf> claimed = firstTries.take(limit, now);
    return claimed.isEmpty()
        ? jdbi.onDemand(PdfCopyDao.class).claimDue(now, now.plus(LEASE), limit)
        : claimed;
  }

  /**
   * Tries once, and stores what came of it. A link that has expired is not tried: the copy is then
   * recorded as lost, with an alarm. Half way there an alarm is raised that it is late. Nothing is
   * fetched while calls for the clinic are paused. Safe to repeat.
   *
   * @return whether no other try is due: it was copied, or is lost
   */
  public boolean tryToCopy(DuePdf due) {
    PdfCopyId copy = due.copy();
    Instant now = clock.instant();
    if (!now.isBefore(due.linkDiesAt())) {
      return jdbi.inTransaction(handle -> loseExpired(handle, copy, now));
    }
    if (isPaused.test(copy.journeyId().clinic())) {
      backOff(due);
      return false;
    }
    try {
      String link = encryption.decryptText(due.link(), PdfLinks.context(copy));
      copied(copy, download.fetch(link));
      return true;
    } catch (PdfDownload.Failed failed) {
      return failed(due, failed.failure());
    }
  }

  /** Makes a copy due again that could not be tried: PostgreSQL failed, for example. */
  public void backOff(DuePdf due) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          handle.attach(PdfCopyDao.class).backOff(due, now.plus(FIRST_PAUSE));
          alarmWhenLate(handle, due.copy(), locked(handle, due.copy()), now);
        });
  }

  /** The context that a stored PDF is encrypted in. */
  public static String contentContext(PdfCopyId copy) {
    return "pdf_copy.content:" + copy.journeyId() + ":" + copy.digest();
  }

  void copied(PdfCopyId copy, byte[] content) {
    byte[] ciphertext = encryption.encrypt(content, contentContext(copy));
    jdbi.onDemand(PdfCopyDao.class)
        .markCopied(copy, ciphertext, StoredJson.sha256(content), content.length, clock.instant());
  }

  /** A failure does not count as a try of a link that was offered meanwhile. */
  boolean failed(DuePdf due, PdfFailure failure) {
    PdfCopyId copy = due.copy();
    return jdbi.inTransaction(
        handle -> {
          Instant now = clock.instant();
          PdfCopyRow row = locked(handle, copy);
          if (!row.isWanted() || !row.linkDiesAt().equals(due.linkDiesAt())) {
            return !row.isWanted();
          }
          handle.attach(PdfCopyDao.class).markFailed(copy, failure, nextTry(row, now));
          if (isHopeless(failure, row.tries() + 1)) {
            lose(handle, copy, now);
            return true;
          }
          alarmWhenLate(handle, copy, row, now);
          return false;
        });
  }

  private static boolean isHopeless(PdfFailure failure, int tries) {
    return failure.isFinal() || (failure == PdfFailure.GONE && tries >= TRIES_OF_A_GONE_FILE);
  }

  /** Not after half of the link's lifetime and its end, so that both alarms are raised in time. */
  private static Instant nextTry(PdfCopyRow row, Instant now) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(row.tries(), 10));
    Instant next = now.plus(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
    if (now.isBefore(row.lateFrom()) && row.lateFrom().isBefore(next)) {
      return row.lateFrom();
    }
    return row.linkDiesAt().isBefore(next) ? row.linkDiesAt() : next;
  }

  private static void alarmWhenLate(Handle handle, PdfCopyId copy, PdfCopyRow row, Instant now) {
    if (row.isWanted() && row.lateAt() == null && !now.isBefore(row.lateFrom())) {
      handle.attach(PdfCopyDao.class).markLate(copy, now);
      raise(handle, AlarmKind.PDF_COPY_LATE, copy, now);
    }
  }

  private static boolean loseExpired(Handle handle, PdfCopyId copy, Instant now) {
    PdfCopyRow row = locked(handle, copy);
    if (row.isWanted() && !now.isBefore(row.linkDiesAt())) {
      lose(handle, copy, now);
      return true;
    }
    return !row.isWanted();
  }

  private static void lose(Handle handle, PdfCopyId copy, Instant now) {
    handle.attach(PdfCopyDao.class).markLost(copy, now);
    raise(handle, AlarmKind.PDF_COPY_LOST, copy, now);
  }

  private static void raise(Handle handle, AlarmKind kind, PdfCopyId copy, Instant now) {
    AlarmStore.raise(handle, copy.journeyId(), new Alarm(kind, "pdf-" + copy.shortDigest()), now);
  }

  private static PdfCopyRow locked(Handle handle, PdfCopyId copy) {
    return handle
        .attach(PdfCopyDao.class)
        .findLocked(copy)
        .orElseThrow(() -> new IllegalStateException("expected a row of " + copy + ": a bug"));
  }
}
