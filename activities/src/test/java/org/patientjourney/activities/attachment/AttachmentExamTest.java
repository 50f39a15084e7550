package org.patientjourney.activities.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.AnsweringProvider;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.attachment.AttachmentOutcome.NoExam;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.invite.TestExams;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.TestAttachments;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** Which journeys have a patient exam that a file can be given to. */
class AttachmentExamTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.sentBy(JOURNEY);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AnsweringProvider provider = new AnsweringProvider();

  AttachmentExamTest() throws IOException {}

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void a_missing_journey_takes_no_file() {
    assertThat(send()).isEqualTo(new AttachmentOutcome.NoJourney());
  }

  @Test
  void a_journey_takes_no_file_before_its_invite() {
    engine.accept(TestOrders.approvable());
    assertRefused();
  }

  @Test
  void an_unknown_invite_takes_no_file_until_its_exam_is_known() {
    engine.accept(TestOrders.approvable());
    TestExams.loseAnswer(engine, MEETING, 1);
    TestRecords.merge(engine, JOURNEY, InviteAnswer.unknown(1, engine.clock().instant()));
    assertRefused();
  }

  @Test
  void a_journey_that_is_being_cancelled_takes_no_file() {
    invite();
    TestRecords.merge(engine, JOURNEY, new Cancel(TestIncidents.command("c-1")));
    assertRefused();
  }

  /** Open again, because something came after all. */
  @Test
  void a_cancelled_exam_takes_no_file() {
    invite();
    JourneyClaim claim = engine.claim(JOURNEY);
    Cancellation accepted = Cancellation.accepted(engine.clock().instant());
    Change cancelled = Change.of(claim.state().withCancellation(accepted));
    engine.journeys().record(TestRecords.of(claim, cancelled));
    assertRefused();
  }

  @Test
  void a_closed_journey_takes_no_file() {
    invite();
    TestRecords.close(engine, JOURNEY);
    assertRefused();
  }

  @Test
  void a_new_invite_has_another_patient_exam() {
    invite();
    TestExams.report(engine, JOURNEY, ExamStatus.MISSED);
    assertThat(send()).isInstanceOf(AttachmentOutcome.Sent.class);
    TestRecords.merge(engine, JOURNEY, new ReInvite(TestIncidents.command("c-1")));
    Attachment other = new Attachment("b.pdf", null, TestAttachments.pdf("other"));
    assertThat(service().send(JOURNEY, other, false, "shop"))
        .as("to the exam that is over")
        .isEqualTo(new NoExam());

    TestExams.send(engine, MEETING, 2);
    assertThat(send())
        .isInstanceOfSatisfying(
            AttachmentOutcome.Sent.class, sent -> assertThat(sent.isNew()).isTrue());
    assertThat(provider.requests("exam_upload_attachment")).hasSize(2);
  }

  @Test
  void makes_no_call_for_a_clinic_that_is_not_configured() {
    JourneyId cedar =
        engine.accept(TestOrders.of(new ClinicId("cedar"), "WC-1", TestOrders.FILLER)).get(0);
    TestExams.send(engine, MeetingId.sentBy(cedar), 1);

    assertThat(service().send(cedar, TestAttachments.report(), false, "shop"))
        .isEqualTo(new AttachmentOutcome.NotReached("clinic not configured"));
    assertThat(DATABASE.count("attachment")).isZero();
  }

  private void invite() {
    engine.accept(TestOrders.approvable());
    TestExams.send(engine, MEETING, 1);
  }

  private void assertRefused() {
    assertThat(send()).isEqualTo(new NoExam());
    assertThat(provider.requests("exam_upload_attachment")).isEmpty();
    assertThat(DATABASE.count("attachment")).isZero();
  }

  private AttachmentOutcome send() {
    return service().send(JOURNEY, TestAttachments.report(), false, "shop");
  }

  private AttachmentService service() {
    return new AttachmentService(
        engine.jdbi(), engine.encryption(), provider.accounts(), engine.clock());
  }
}
