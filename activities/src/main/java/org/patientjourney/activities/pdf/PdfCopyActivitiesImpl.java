package org.patientjourney.activities.pdf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.pdf.PdfCopyActivities;
import org.patientjourney.workflows.pdf.PdfCopyActivities.PdfCopyProgress;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** One try: take the link up, fetch, store. No transaction is open while the file is fetched. */
public record PdfCopyActivitiesImpl(
    Jdbi jdbi, Encryption encryption, InstantSource clock, PdfDownload download)
    implements PdfCopyActivities {
  /** Between two tries: 30 s, doubled with each, an hour at most. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /**
   * About a quarter of an hour: a file may be announced before it is there, and its store may then
   * answer 403 as it does for an expired link.
   */
  private static final int TRIES_OF_A_GONE_FILE = 6;

  @Override
  public PdfCopyProgress tryToCopy(PdfCopyId copy) {
    Optional<Link> link = begin(copy);
    if (link.isEmpty()) {
      return PdfCopyProgress.over();
    }
    try {
      copied(copy, download.fetch(link.get().url()));
      return PdfCopyProgress.over();
    } catch (PdfDownload.Failed failed) {
      return failed(copy, link.get(), failed.failure());
    }
  }

  /** The context that a stored PDF is encrypted in. */
  public static String contentContext(PdfCopyId copy) {
    return "pdf_copy.content:" + copy.journeyId() + ":" + copy.digest();
  }

  /** Every wanted copy is tried before this instant, unless its run is lost. */
  public static Instant latestNextTry(Instant now) {
    return now.plus(LONGEST_PAUSE);
  }

  /**
   * A link to try. It gives access to the file, so it is not printed.
   *
   * @param diesAt identifies it: a new link expires later
   */
  record Link(String url, Instant diesAt) {
    @Override
    public String toString() {
      return "Link[dies at " + diesAt + "]";
    }
  }

  /** The latest link. Empty when nothing is to be tried: copied or lost, at the latest now. */
  Optional<Link> begin(PdfCopyId copy) {
    Instant now = clock.instant();
    Optional<PdfCopyDao.StoredLink> stored =
        jdbi.withExtension(PdfCopyDao.class, dao -> dao.findLink(copy));
    if (stored.isPresent() && !now.isBefore(stored.get().linkDiesAt())) {
      jdbi.useTransaction(handle -> loseExpired(handle, copy, now));
      return Optional.empty();
    }
    return stored.map(
        link ->
            new Link(
                encryption.decryptText(link.link(), PdfLinks.context(copy)), link.linkDiesAt()));
  }

  void copied(PdfCopyId copy, byte[] content) {
    byte[] ciphertext = encryption.encrypt(content, contentContext(copy));
    jdbi.useExtension(
        PdfCopyDao.class,
        dao ->
            dao.markCopied(
                copy, ciphertext, StoredJson.sha256(content), content.length, clock.instant()));
  }

  /** A failure does not count as a try of a link that was offered meanwhile. */
  PdfCopyProgress failed(PdfCopyId copy, Link link, PdfFailure failure) {
    return jdbi.inTransaction(
        handle -> {
          Instant now = clock.instant();
          PdfCopyRow row = locked(handle, copy);
          if (!row.isWanted()) {
            return PdfCopyProgress.over();
          }
          if (!row.linkDiesAt().equals(link.diesAt())) {
            return new PdfCopyProgress(FIRST_PAUSE);
          }
          Instant nextTryAt = nextTry(row, now);
          handle.attach(PdfCopyDao.class).markFailed(copy, failure, nextTryAt);
          handle.attach(OutboxDao.class).markPdfCopyTaken(copy, now);
          if (isHopeless(failure, row.tries() + 1)) {
            lose(handle, copy, now);
            return PdfCopyProgress.over();
          }
          alarmWhenLate(handle, copy, row, now);
          return new PdfCopyProgress(Duration.between(now, nextTryAt));
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
    if (row.lateAt() == null && !now.isBefore(row.lateFrom())) {
      handle.attach(PdfCopyDao.class).markLate(copy, now);
      raise(handle, AlarmKind.PDF_COPY_LATE, copy, now);
    }
  }

  private static void loseExpired(Handle handle, PdfCopyId copy, Instant now) {
    PdfCopyRow row = locked(handle, copy);
    if (row.isWanted() && !now.isBefore(row.linkDiesAt())) {
      handle.attach(OutboxDao.class).markPdfCopyTaken(copy, now);
      lose(handle, copy, now);
    }
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
