package org.patientjourney.activities.compliance;

import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.invite.AttemptAnswers;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.TestExams;
import org.patientjourney.workflows.order.MeetingId;

/** Attempts as far as a test wants them. */
final class SentInvites {
  private SentInvites() {}

  static void started(TestEngine engine, MeetingId meeting, int number) {
    engine.startAttempt(meeting, number, 5101, 5102);
  }

  static void sent(TestEngine engine, MeetingId meeting, int number, String url) {
    started(engine, meeting, number);
    byte[] link = engine.encryption().encryptText(url, AttemptAnswers.linkContext(meeting, number));
    TestExams.markSent(engine, meeting, number, new byte[] {1}, link);
  }

  static InviteAttemptRow attempt(TestEngine engine, MeetingId meeting, int number) {
    return engine.dao(InviteAttemptDao.class).find(meeting, number).orElseThrow();
  }
}
