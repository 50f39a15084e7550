package org.patientjourney.activities.attachment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.RetryingTransaction;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;

/** Keeps what became of each file; not the file. */
final class AttachmentStore {
  /**
   * The client's two time-outs may be 80 s together, see provider in config.yml; then the answer is
   * noted, for half a minute when PostgreSQL stumbles.
   */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  private final Jdbi jdbi;
  private final Encryption encryption;
  private final InstantSource clock;

  AttachmentStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.clock = clock;
  }

  /**
   * A file that is noted.
   *
   * @param before its row before this try
   * @param isOurs whether the caller, and nobody else, may call the provider
   * @param isNamedAlike whether it has the name and type that it was given under before
   */
  record Begun(AttachmentRow before, boolean isOurs, boolean isNamedAlike) {
    int tries() {
      return before.tries() + 1;
    }
  }

  /** Notes the file, if it is new, and that it is being sent, if it may be. */
  Begun begin(PatientExamRow exam, Attachment file, boolean again, String caller) {
    byte[] hash = StoredJson.sha256(file.content());
    return jdbi.inTransaction(
        handle -> {
          AttachmentDao dao = handle.attach(AttachmentDao.class);
          Instant now = clock.instant();
          Words words = Words.of(exam, file, hash);
          insertIfAbsent(dao, exam, file, words, hash, caller, now);
          AttachmentRow row = dao.getLocked(exam.meetingId(), exam.attempt(), exam.examId(), hash);
          boolean isOurs = mayStart(row, again);
          if (isOurs) {
            dao.start(
                row.attachmentId(), caller, words.name(encryption), words.label(encryption), now);
          }
          return new Begun(row, isOurs, isOurs || isNamedAlike(dao, row, words));
        });
  }

  private void insertIfAbsent(
      AttachmentDao dao,
      PatientExamRow exam,
      Attachment file,
      Words words,
      byte[] hash,
      String caller,
      Instant now) {
    dao.insertIfAbsent(
        exam.meetingId(),
        exam.attempt(),
        exam.examId(),
        exam.journeyId(),
        hash,
        words.name(encryption),
        words.label(encryption),
        file.type().mediaType(),
        file.content().length,
        caller,
        now);
  }

  private boolean isNamedAlike(AttachmentDao dao, AttachmentRow row, Words words) {
    return words.isSame(
        encryption, dao.findName(row.attachmentId()), dao.findLabel(row.attachmentId()));
  }

  private boolean mayStart(AttachmentRow row, boolean again) {
    return switch (row.state()) {
      case PREPARED -> true;
      case SENT -> false;
      case REFUSED, UNKNOWN -> again;
      case STARTED -> again && isOver(row);
    };
  }

  /** Whether a call that has no answer cannot get one any more. */
  private boolean isOver(AttachmentRow row) {
    return row.startedAt() != null && row.startedAt().isBefore(clock.instant().minus(LONGEST_CALL));
  }

  /** As it was given before, if it was sent. */
  Optional<Begun> findSent(PatientExamRow exam, Attachment file) {
    byte[] hash = StoredJson.sha256(file.content());
    return jdbi.withExtension(
        AttachmentDao.class,
        dao ->
            dao.find(exam.meetingId(), exam.attempt(), exam.examId(), hash)
                .filter(row -> row.state() == AttachmentState.SENT)
                .map(
                    row ->
                        new Begun(row, false, isNamedAlike(dao, row, Words.of(exam, file, hash)))));
  }

  /** What an earlier call came to. */
  AttachmentOutcome stored(Begun begun) {
    if (!begun.isNamedAlike()) {
      return new AttachmentOutcome.NamedOtherwise();
    }
    AttachmentRow row = begun.before();
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

  AttachmentOutcome answered(Begun begun, CallResult<Accepted> result) {
    if (result instanceof CallResult.Done<Accepted>) {
      return new AttachmentOutcome.Sent(note(begun, AttachmentState.SENT, null), true);
    }
    if (result instanceof CallResult.Refused<Accepted> refused) {
      return new AttachmentOutcome.Refused(note(begun, AttachmentState.REFUSED, refused.cause()));
    }
    if (result instanceof CallResult.Unknown<Accepted> unknown) {
      return new AttachmentOutcome.Unknown(note(begun, AttachmentState.UNKNOWN, unknown.cause()));
    }
    noteNothing(begun);
    return new AttachmentOutcome.NotReached(
        result instanceof CallResult.NotSent<Accepted> notSent ? notSent.cause() : "http 429");
  }

  /** This try has sent nothing, so all is as it was: also that nobody knows of an earlier one. */
  private void noteNothing(Begun begun) {
    AttachmentRow before = begun.before();
    if (before.state() == AttachmentState.STARTED) {
      note(begun, AttachmentState.UNKNOWN, "call without end");
    } else {
      note(begun, before.state(), before.cause());
    }
  }

  private AttachmentRow note(Begun begun, AttachmentState state, @Nullable String cause) {
    long id = begun.before().attachmentId();
    return RetryingTransaction.inTransaction(
        jdbi,
        handle -> {
          AttachmentDao dao = handle.attach(AttachmentDao.class);
          int rows = dao.answer(id, begun.tries(), state, cause, clock.instant());
          if (rows != 1) {
            throw new IllegalStateException(
                "expected attachment "
                    + id
                    + " as try "
                    + begun.tries()
                    + " left it, found "
                    + rows);
          }
          return dao.get(id);
        });
  }

  /** A file's name and type, and what they are encrypted in. */
  private record Words(String name, @Nullable String label, String context) {
    static Words of(PatientExamRow exam, Attachment file, byte[] hash) {
      String context =
          exam.meetingId()
              + ":"
              + exam.attempt()
              + ":"
              + exam.examId()
              + ":"
              + HexFormat.of().formatHex(hash);
      return new Words(file.name(), file.label(), context);
    }

    byte[] name(Encryption encryption) {
      return encryption.encryptText(name, nameContext());
    }

    byte @Nullable [] label(Encryption encryption) {
      return label == null ? null : encryption.encryptText(label, labelContext());
    }

    boolean isSame(Encryption encryption, Optional<byte[]> named, Optional<byte[]> labelled) {
      return named
              .map(stored -> encryption.decryptText(stored, nameContext()))
              .equals(Optional.of(name))
          && labelled
              .map(stored -> encryption.decryptText(stored, labelContext()))
              .equals(Optional.ofNullable(label));
    }

    private String nameContext() {
      return "attachment.name:" + context;
    }

    private String labelContext() {
      return "attachment.label:" + context;
    }

    /** Without them: they may name a patient. */
    @Override
    public String toString() {
      return "Words[not shown]";
    }
  }
}
