package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.TestIncidents;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** The clinic's key is refused for one journey; two exams of another order are to be invited. */
class InviteDuringIncidentTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final HoldReason CAUSE = HoldReason.KEY_REFUSED;
  private static final String REFUSAL = "{\"error_message\":\"Unauthorized access.\"}";
  private static final JourneyId FIRST = new JourneyId("juniper:WC-1:5101");
  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestIncidents incidents = new TestIncidents(engine);
  private final TestProvider provider = new TestProvider();
  private final InviteActivities invites = provider.invitesOf(engine);

  InviteDuringIncidentTest() throws IOException {}

  @BeforeEach
  void refuse() {
    engine.accept(TestOrders.approvable());
    engine.accept(TestOrders.approvableTwice());
    provider.willAnswer(401, REFUSAL);
    send(FIRST, 1);
    incidents.hold(CAUSE, FIRST);
    provider.willAccept();
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void the_next_invite_is_refused_without_a_request() {
    SendOutcome outcome = send(SENDER, 1);

    assertThat(outcome).isEqualTo(refused(1));
    assertThat(provider.requests()).hasSize(1);
    assertThat(
            DATABASE.texts(
                "select state || ' ' || refusal || ' ' || cause || ' ' || (token is null)"
                    + " from invite_attempt where meeting_id like '%WC-2%'"))
        .containsExactly("REFUSED KEY_REFUSED incident true");
  }

  @Test
  void every_journey_of_the_meeting_gets_the_refusal_and_joins_the_incident() {
    send(SENDER, 1);

    assertThat(
            DATABASE.texts(
                """
                select journey_id || ' ' || (payload->>'refusal') from outbox
                where kind = 'INVITE_ANSWER' and journey_id like '%WC-2%' order by 1
                """))
        .containsExactly(OTHER + " KEY_REFUSED");
    assertThat(DATABASE.texts("select incident_id || ' ' || journey_id from incident_journey"))
        .containsExactlyInAnyOrder("1 " + FIRST, "1 " + SENDER, "1 " + OTHER);
  }

  @Test
  void asking_again_is_answered_alike_and_changes_nothing() {
    send(SENDER, 1);
    String before = DATABASE.dump();

    assertThat(invites.sendInvite(MeetingId.sentBy(SENDER), 1, SENDER)).isEqualTo(refused(1));
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"401, Anything else", "400, dob is required", "404, no such endpoint"})
  void a_refusal_that_concerns_one_journey_alone_opens_no_incident(int status, String text) {
    engine.accept(TestOrders.withExams("WC-4", TestOrders.FILLER));
    DATABASE.change("update incident set status = 'RESOLVED'");
    provider.willAnswer(status, "{\"error_message\":\"" + text + "\"}");

    send(new JourneyId("juniper:WC-4:5101"), 1);

    assertThat(provider.requests()).hasSize(2);
    assertThat(DATABASE.count("incident")).isEqualTo(1);
  }

  @Test
  void a_probe_is_called_and_when_it_is_sent_the_others_are_released() {
    holdSender();
    resolve();

    send(FIRST, 2);

    assertThat(provider.requests()).hasSize(2);
    assertThat(TestIncidents.released(DATABASE)).containsExactly(FIRST.value(), SENDER.value());
    assertThat(DATABASE.texts("select status from incident")).containsExactly("RESOLVED");

    send(SENDER, 2);
    assertThat(provider.requests()).hasSize(3);
  }

  @Test
  void a_probe_that_is_refused_again_leaves_the_incident_open() {
    holdSender();
    resolve();
    provider.willAnswer(401, REFUSAL);

    assertThat(send(FIRST, 2)).isEqualTo(refused(2));

    assertThat(DATABASE.texts("select status from incident")).containsExactly("OPEN");
    assertThat(TestIncidents.released(DATABASE)).containsExactly(FIRST.value());
  }

  @Test
  void a_probe_with_an_unknown_answer_is_followed_by_the_next_probe() {
    holdSender();
    resolve();
    provider.willAnswer(500, "{}");

    send(FIRST, 2);

    assertThat(DATABASE.texts("select probe_journey_id from incident"))
        .containsExactly(SENDER.value());
    assertThat(TestIncidents.released(DATABASE)).containsExactly(FIRST.value(), SENDER.value());
  }

  @Test
  void a_probe_that_a_person_holds_is_not_called_and_hands_on_to_the_next() {
    holdSender();
    resolve();
    TestRecords.merge(engine, FIRST, new HoldJourney(TestIncidents.command("stop")));

    assertThat(send(FIRST, 2))
        .isEqualTo(new SendOutcome.Answered(InviteAnswer.leftOut(2, engine.clock().instant())));

    assertThat(provider.requests()).hasSize(1);
    assertThat(DATABASE.texts("select probe_journey_id from incident"))
        .containsExactly(SENDER.value());
  }

  private void holdSender() {
    send(SENDER, 1);
    incidents.hold(CAUSE, SENDER);
  }

  private void resolve() {
    incidents.service().resolve(1, TestIncidents.command("r-1"));
  }

  private SendOutcome send(JourneyId sender, int attempt) {
    MeetingId meeting = MeetingId.sentBy(sender);
    return invites.sendInvite(meeting, attempt, sender);
  }

  private SendOutcome refused(int attempt) {
    return new SendOutcome.Answered(
        InviteAnswer.refused(attempt, engine.clock().instant(), CAUSE, null));
  }
}
