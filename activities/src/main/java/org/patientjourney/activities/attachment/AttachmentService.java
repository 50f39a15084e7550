package org.patientjourney.activities.attachment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Uploads files to the provider: each content goes to a patient exam once, unless the caller asks
 * for it again. The record holds what became of each file, not the file.
 */
public record AttachmentService(
    Jdbi jdbi, Encryption encryption, ProviderAccounts accounts, InstantSource clock) {
  /**
   * The client's two time-outs may be 80 s together (provider in config.yml); storing the answer is
   * then retried for half a minute.
   */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /** A file for a patient exam; prints nothing of either. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Upload(PatientExamRow exam, Attachment file, byte[] hash, String description) {
    static Upload of(PatientExamRow exam, Attachment file) {
      String description = StoredJson.write(new Description(file.name(), file.label()));
      return new Upload(exam, file, StoredJson.sha256(file.content()), description);
    }

    String context() {
      return "attachment.description:%s:%d:%s:%s"
          .formatted(
              exam.meetingId(), exam.attempt(), exam.examId(), HexFormat.of().formatHex(hash));
    }

    @Override
    public String toString() {
      return "Upload[not shown]";
    }
  }

  /** As it is stored. */
  private record Description(String name, @Nullable String label) {}

  /**
   * A file whose row is locked and read.
   *
   * @param outcome of an earlier call; null when the caller, and no other, may call the provider
   */
  private record Begun(AttachmentRow before, @Nullable AttachmentOutcome outcome) {}

  /**
   * Sends a file unless that was done before.
   *
   * @param again send it also when it was refused, or when it is unknown whether it arrived
   * @param caller the name of the bearer key
   */
  public AttachmentOutcome send(JourneyId journey, Attachment file, boolean again, String caller) {
    Optional<JourneyRow> row = jdbi.onDemand(JourneyDao.class).find(journey);
    if (row.isEmpty()) {
      return new AttachmentOutcome.NoJourney();
    }
    Optional<PatientExamRow> exam = patientExam(row.get());
    if (exam.isEmpty()) {
      return new AttachmentOutcome.NoExam();
    }
    Upload upload = Upload.of(exam.get(), file);
    if (!isUndecided(row.get())) {
      return findSent(upload);
    }
    return accounts
        .key(row.get().clinic())
        .map(key -> send(key, upload, again, caller))
        .orElseGet(() -> new AttachmentOutcome.NotReached("clinic not configured"));
  }

  private AttachmentOutcome send(ApiKey key, Upload upload, boolean again, String caller) {
    Begun begun = begin(upload, again, caller);
    return begun.outcome() != null
        ? begun.outcome()
        : answered(
            begun.before(),
            accounts.client().uploadAttachment(key, upload.exam().patientExamId(), upload.file()));
  }

  /** Stores the file's row, if it is new, and that it is being sent, if it may be. */
  private Begun begin(Upload upload, boolean again, String caller) {
    return jdbi.inTransaction(
        handle -> {
          AttachmentDao dao = handle.attach(AttachmentDao.class);
          Instant now = clock.instant();
          byte[] description =
              new OrderKeys(encryption)
                  .toWrite(handle, upload.exam().journeyId())
                  .encryptText(upload.description(), upload.context());
          dao.insertIfAbsent(
              upload.exam(),
              upload.hash(),
              description,
              upload.file().type().mediaType(),
              upload.file().content().length,
              caller,
              now);
          AttachmentRow row = dao.getLocked(upload.exam(), upload.hash());
          if (!mayStart(row, again)) {
            return new Begun(row, stored(handle, row, upload));
          }
          dao.start(row.attachmentId(), caller, description, now);
          return new Begun(row, null);
        });
  }

  private boolean mayStart(AttachmentRow row, boolean again) {
    return switch (row.state()) {
      case PREPARED -> true;
      case SENT -> false;
      case REFUSED, UNKNOWN -> again;
      case STARTED -> again && isOver(row);
    };
  }

  /** Whether a call without an answer cannot get one any more. */
  private boolean isOver(AttachmentRow row) {
    return row.startedAt() != null && row.startedAt().isBefore(clock.instant().minus(LONGEST_CALL));
  }

  /** The outcome of an earlier call. */
  private AttachmentOutcome stored(Handle handle, AttachmentRow row, Upload upload) {
    byte[] description =
        handle.attach(AttachmentDao.class).findDescription(row.attachmentId()).orElseThrow();
    Encryption ofOrder = new OrderKeys(encryption).toRead(handle, upload.exam().journeyId());
    if (!ofOrder.decryptText(description, upload.context()).equals(upload.description())) {
      return new AttachmentOutcome.NamedOtherwise();
    }
    return switch (row.state()) {
      case SENT -> new AttachmentOutcome.Sent(row, false);
      case REFUSED -> new AttachmentOutcome.Refused(row);
      case UNKNOWN -> new AttachmentOutcome.Unknown(row);
      case STARTED ->
          isOver(row) ? new AttachmentOutcome.Unknown(row) : new AttachmentOutcome.BeingSent();
      case PREPARED ->
          throw new IllegalStateException(row.attachmentId() + " may be sent, and is not: a bug");
    };
  }

  private AttachmentOutcome findSent(Upload upload) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(AttachmentDao.class)
                .find(upload.exam(), upload.hash())
                .filter(row -> row.state() == AttachmentRow.State.SENT)
                .map(row -> stored(handle, row, upload))
                .orElseGet(AttachmentOutcome.NoExam::new));
  }

  private AttachmentOutcome answered(AttachmentRow before, CallResult<Accepted> result) {
    if (result instanceof CallResult.Done<Accepted>) {
      return new AttachmentOutcome.Sent(store(before, AttachmentRow.State.SENT, null), true);
    }
    if (result instanceof CallResult.Refused<Accepted> refused) {
      String cause = refused.cause();
      return new AttachmentOutcome.Refused(store(before, AttachmentRow.State.REFUSED, cause));
    }
    if (result instanceof CallResult.Unknown<Accepted> unknown) {
      String cause = unknown.cause();
      return new AttachmentOutcome.Unknown(store(before, AttachmentRow.State.UNKNOWN, cause));
    }
    // Nothing was sent: the state of an earlier call stays, also that its outcome is unknown.
    if (before.state() == AttachmentRow.State.STARTED) {
      store(before, AttachmentRow.State.UNKNOWN, "call without end");
    } else {
      store(before, before.state(), before.cause());
    }
    return new AttachmentOutcome.NotReached(
        result instanceof CallResult.NotSent<Accepted> notSent ? notSent.cause() : "http 429");
  }

  private AttachmentRow store(
      AttachmentRow before, AttachmentRow.State state, @Nullable String cause) {
    long id = before.attachmentId();
    int tries = before.tries() + 1;
    return RetryingTransaction.inTransaction(
        jdbi,
        handle ->
            handle
                .attach(AttachmentDao.class)
                .answer(id, tries, state, cause, clock.instant())
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "expected attachment %d as try %d left it".formatted(id, tries))));
  }

  /** Of the journey's latest attempt. */
  private Optional<PatientExamRow> patientExam(JourneyRow row) {
    return jdbi.onDemand(InviteAttemptDao.class)
        .findPatientExam(row.meetingId(), row.state().lastAttempt(), row.journeyId());
  }

  /** While a clinician, or the medical director, may still look at the file. */
  private static boolean isUndecided(JourneyRow row) {
    JourneyState state = row.state();
    return !state.isClosed()
        && !state.isCancelRequested()
        && !state.isCancelAccepted()
        && state.facets().invite() == InviteStatus.SENT
        && state.facets().decision().compareTo(Decision.DEFERRED) <= 0;
  }
}
