package org.patientjourney.activities.attachment;

import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.PatientExamRow;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.client.ProviderAccounts;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;

/**
 * Gives files to the provider: each content goes to a patient exam once, unless somebody insists.
 */
public final class AttachmentService {
  private final Jdbi jdbi;
  private final AttachmentStore attachments;
  private final ProviderAccounts accounts;

  public AttachmentService(
      Jdbi jdbi, Encryption encryption, ProviderAccounts accounts, InstantSource clock) {
    this.jdbi = jdbi;
    this.attachments = new AttachmentStore(jdbi, encryption, clock);
    this.accounts = accounts;
  }

  /**
   * Sends a file unless that was done before.
   *
   * @param again send it also when it was refused, or when nobody knows whether it arrived
   * @param caller the name of who asks
   */
  public AttachmentOutcome send(JourneyId journey, Attachment file, boolean again, String caller) {
    Optional<JourneyRow> row = jdbi.withExtension(JourneyDao.class, dao -> dao.find(journey));
    if (row.isEmpty()) {
      return new AttachmentOutcome.NoJourney();
    }
    Optional<PatientExamRow> exam = patientExam(row.get());
    if (exam.isEmpty()) {
      return new AttachmentOutcome.NoExam();
    }
    if (!isUndecided(row.get())) {
      return attachments
          .findSent(exam.get(), file)
          .map(attachments::stored)
          .orElseGet(AttachmentOutcome.NoExam::new);
    }
    return accounts
        .key(row.get().clinic())
        .map(key -> send(key, exam.get(), file, again, caller))
        .orElseGet(() -> new AttachmentOutcome.NotReached("clinic not configured"));
  }

  private AttachmentOutcome send(
      ApiKey key, PatientExamRow exam, Attachment file, boolean again, String caller) {
    AttachmentStore.Begun begun = attachments.begin(exam, file, again, caller);
    if (!begun.isOurs()) {
      return attachments.stored(begun);
    }
    CallResult<Accepted> result =
        accounts.client().uploadAttachment(key, exam.patientExamId(), file);
    return attachments.answered(begun, result);
  }

  /** Of the journey's latest attempt. */
  private Optional<PatientExamRow> patientExam(JourneyRow row) {
    return jdbi.withExtension(
        InviteAttemptDao.class,
        dao -> dao.findPatientExam(row.meetingId(), row.state().lastAttempt(), row.journeyId()));
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
