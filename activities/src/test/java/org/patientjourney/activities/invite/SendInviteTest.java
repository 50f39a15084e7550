package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.meeting.InviteActivities.SendOutcome;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Invites that the provider takes. */
class SendInviteTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId SENDER = new JourneyId("juniper:WC-3:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-3:5102");
  private static final MeetingId MEETING = MeetingId.sentBy(SENDER);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();
  private final InviteActivities invites = provider.invitesOf(engine);

  SendInviteTest() throws IOException {}

  @BeforeEach
  void prepare() {
    engine.accept(TestOrders.withPrescription());
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void the_request_names_the_meetings_exams_and_where_events_go() {
    invites.sendInvite(MEETING, 1, SENDER);

    assertThat(provider.requests()).hasSize(1);
    assertThat(provider.requests().get(0).path("exams").toString()).contains("5101", "5102");
    assertThat(provider.requests().get(0).path("exams")).hasSize(2);
    assertThat(provider.requests().get(0).path("webhook_url").asText())
        .matches("https://engine\\.example\\.org/webhooks/qualiphy/[A-Za-z0-9_-]{22}");
    assertThat(provider.requests().get(0).path("additional_data").asText())
        .isEqualTo(MEETING.value());
  }

  @Test
  void sending_twice_is_one_request_and_the_same_answer() {
    SendOutcome first = invites.sendInvite(MEETING, 1, SENDER);
    String before = DATABASE.dump();

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(first).isEqualTo(sent(95101));
    assertThat(provider.requests()).hasSize(1);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void sending_eight_times_at_once_is_one_request() throws Exception {
    CountDownLatch sevenAreBack = new CountDownLatch(7);
    provider.willWaitFor(sevenAreBack);

    List<SendOutcome> outcomes =
        TestThreads.together(
            8,
            () -> {
              SendOutcome outcome = invites.sendInvite(MEETING, 1, SENDER);
              sevenAreBack.countDown();
              return outcome;
            });

    assertThat(provider.requests()).hasSize(1);
    assertThat(outcomes).containsOnlyOnce(sent(95101));
    assertThat(outcomes)
        .filteredOn(
            new SendOutcome.Answered(InviteAnswer.unknown(1, engine.clock().instant()))::equals)
        .hasSize(7);
    assertThat(DATABASE.texts("select journey_id from outbox where kind = 'INVITE_ANSWER'"))
        .as("seven went on without the answer")
        .containsExactly(SENDER.value(), OTHER.value());
  }

  @Test
  void the_other_journeys_of_the_meeting_get_their_own_patient_exams() {
    invites.sendInvite(MEETING, 1, SENDER);

    assertThat(
            DATABASE.texts(
                """
                select journey_id || ' ' || (payload->>'patientExamId') from outbox
                where kind = 'INVITE_ANSWER' and done_at is null order by 1
                """))
        .containsExactly(OTHER + " 95102");
    assertThat(DATABASE.texts("select journey_id || ' ' || patient_exam_id from patient_exam"))
        .containsExactlyInAnyOrder(SENDER + " 95101", OTHER + " 95102");
    String payload =
        DATABASE.texts("select payload from outbox where kind <> 'START' order by id").get(0);
    assertThat(new SendOutcome.Answered(StoredJson.read(payload, InviteAnswer.class)))
        .isEqualTo(sent(95102));
  }

  @Test
  void the_token_is_erased_and_still_names_its_attempt() {
    invites.sendInvite(MEETING, 1, SENDER);

    InviteAttemptDao attempts = engine.dao(InviteAttemptDao.class);
    assertThat(DATABASE.count("invite_attempt where token is not null")).isZero();
    assertThat(attempts.findByToken(provider.tokenAsked().hash()))
        .hasValueSatisfying(row -> assertThat(row.state()).isEqualTo(AttemptState.SENT))
        .hasValueSatisfying(row -> assertThat(row.meetingId()).isEqualTo(MEETING));
  }

  @Test
  void no_invite_is_made_of_an_erased_order_and_a_person_is_asked() {
    DATABASE.change("update order_key set wrapped = null, destroyed_at = now()");
    SendOutcome refused =
        new SendOutcome.Answered(
            InviteAnswer.refused(1, engine.clock().instant(), HoldReason.PATIENT_ERASED, null));

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(refused);
    assertThat(invites.sendInvite(MEETING, 1, SENDER)).as("asked again").isEqualTo(refused);
    assertThat(invites.sendInvite(MEETING, 1, OTHER)).as("the other").isEqualTo(refused);

    assertThat(provider.requests()).isEmpty();
    assertThat(DATABASE.texts("select kind || ' ' || journey_id from alarm"))
        .containsExactly("PATIENT_ERASED " + SENDER);
    assertThat(DATABASE.texts("select journey_id from outbox where kind = 'INVITE_ANSWER'"))
        .containsExactly(OTHER.value());
  }

  @Test
  void a_second_attempt_is_not_made_when_the_first_turned_out_to_exist() {
    provider.willAnswer(500, "{}");
    invites.sendInvite(MEETING, 1, SENDER);
    engine
        .dao(InviteAttemptDao.class)
        .bindIfAbsent(
            MEETING,
            1,
            new ExamId(5102),
            OTHER,
            new PatientExamId("601233"),
            engine.clock().instant());

    assertThat(invites.sendInvite(MEETING, 2, SENDER)).isEqualTo(new SendOutcome.EarlierExists());
    assertThat(provider.requests()).hasSize(1);
    assertThat(DATABASE.texts("select number from invite_attempt")).containsExactly("1");
  }

  @Test
  void a_second_attempt_has_a_token_of_its_own() {
    provider.willAnswer(500, "{}");
    invites.sendInvite(MEETING, 1, SENDER);
    invites.sendInvite(MEETING, 2, SENDER);

    assertThat(provider.requests()).hasSize(2);
    assertThat(DATABASE.texts("select distinct token_hash::text from invite_attempt")).hasSize(2);
  }

  @Test
  void the_link_is_stored_encrypted_and_nowhere_else() {
    invites.sendInvite(MEETING, 1, SENDER);

    byte[] link =
        DATABASE
            .owner()
            .withHandle(
                h -> h.select("select meeting_url from invite_attempt").mapTo(byte[].class).one());
    assertThat(engine.encryption().decryptText(link, AttemptAnswers.linkContext(MEETING, 1)))
        .isEqualTo(TestProvider.LINK);
    String token = provider.tokenAsked().value();
    for (String secret : List.of(TestProvider.LINK, TestProvider.UUID, token, "key-of-juniper")) {
      assertThat(DATABASE.dump())
          .doesNotContain(secret)
          .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void exams_whose_journey_is_closed_are_left_out() {
    TestRecords.close(engine, OTHER);

    assertThat(invites.sendInvite(MEETING, 1, SENDER)).isEqualTo(sent(95101));

    assertThat(provider.requests().get(0).path("exams").toString()).isEqualTo("[5101]");
    assertThat(DATABASE.count("outbox where kind = 'INVITE_ANSWER'")).isZero();
  }

  private SendOutcome sent(int patientExamId) {
    PatientExamId id = new PatientExamId(Integer.toString(patientExamId));
    return new SendOutcome.Answered(InviteAnswer.sent(1, engine.clock().instant(), id));
  }
}
