package org.patientjourney.activities.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.activities.compliance.PersonalEndpoint.INVITE_LINK;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Which link a journey has, attempt by attempt. */
class InviteLinkTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = new MeetingId(JOURNEY.value());

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
  private final AccessLog log = new AccessLog(engine.jdbi(), engine.encryption(), engine.clock());

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void the_link_is_not_sent_before_the_call() {
    assertThat(link()).isEqualTo(InviteLink.Missing.NOT_SENT);
    SentInvites.started(engine, MEETING, 1);
    attempts.markNotSent(MEETING, 1, engine.clock().instant(), "unreachable");
    assertThat(link()).isEqualTo(InviteLink.Missing.NOT_SENT);
    assertThat(Lines.all(log))
        .extracting(AccessLine::outcome)
        .containsExactly(AccessLine.Outcome.ABSENT, AccessLine.Outcome.ABSENT);
  }

  @Test
  void the_link_is_unknown_without_an_answer() {
    SentInvites.started(engine, MEETING, 1);
    assertThat(link()).isEqualTo(InviteLink.Missing.UNKNOWN);
    attempts.markUnknown(MEETING, 1, "time-out", engine.clock().instant());
    assertThat(link()).isEqualTo(InviteLink.Missing.UNKNOWN);
  }

  @Test
  void a_refused_invite_has_no_link() {
    SentInvites.started(engine, MEETING, 1);
    attempts.markRefused(MEETING, 1, HoldReason.KEY_REFUSED, null, null, engine.clock().instant());
    assertThat(link()).isEqualTo(InviteLink.Missing.REFUSED);
  }

  @Test
  void the_latest_answered_attempt_has_the_link() {
    SentInvites.started(engine, MEETING, 1);
    attempts.markUnknown(MEETING, 1, "time-out", engine.clock().instant());
    SentInvites.sent(engine, MEETING, 2, "https://meeting.example.org/second");
    assertThat(link()).isEqualTo(new InviteLink.Known("https://meeting.example.org/second"));

    SentInvites.sent(engine, MEETING, 3, "https://meeting.example.org/third");
    SentInvites.started(engine, MEETING, 4);
    assertThat(link()).isEqualTo(new InviteLink.Known("https://meeting.example.org/third"));
    assertThat(link()).hasToString("Known[not shown]");
  }

  private InviteLink link() {
    return new PersonalReads(engine.jdbi(), engine.encryption(), engine.reports(), log)
        .inviteLink(AccessRequests.care(INVITE_LINK), JOURNEY)
        .orElseThrow();
  }
}
