package org.patientjourney.activities.invite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.InviteActivities;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

class PrepareInviteTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final MeetingId MEETING = MeetingId.ledBy(JOURNEY);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestProvider provider = new TestProvider();
  private final InviteActivities invites =
      new InviteActivitiesImpl(
          engine.jdbi(),
          engine.encryption(),
          engine.orders(),
          provider.asProvider(),
          engine.clock());

  PrepareInviteTest() throws IOException {}

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void preparing_again_changes_nothing_and_makes_no_call() {
    assertThat(invites.prepareInvite(MEETING, 1)).isTrue();
    String before = DATABASE.dump();

    assertThat(invites.prepareInvite(MEETING, 1)).isTrue();
    assertThat(DATABASE.dump()).isEqualTo(before);
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void preparing_at_once_makes_one_attempt() throws Exception {
    List<Boolean> prepared = TestThreads.together(8, () -> invites.prepareInvite(MEETING, 1));

    assertThat(prepared).containsOnly(true);
    assertThat(DATABASE.texts("select number || ' ' || state from invite_attempt"))
        .containsExactly("1 PREPARED");
  }

  @Test
  void preparing_a_sent_attempt_leaves_it_sent() {
    invites.prepareInvite(MEETING, 1);
    invites.sendInvite(MEETING, 1, JOURNEY);

    assertThat(invites.prepareInvite(MEETING, 1)).isTrue();
    assertThat(DATABASE.texts("select number || ' ' || state from invite_attempt"))
        .containsExactly("1 SENT");
  }

  @Test
  void a_second_attempt_is_not_prepared_when_the_first_turned_out_to_exist() {
    invites.prepareInvite(MEETING, 1);
    engine
        .dao(InviteAttemptDao.class)
        .bindIfAbsent(
            MEETING,
            1,
            new ExamId(5101),
            JOURNEY,
            new PatientExamId("601233"),
            engine.clock().instant());

    assertThat(invites.prepareInvite(MEETING, 2)).isFalse();
    assertThat(DATABASE.texts("select number from invite_attempt")).containsExactly("1");
  }

  @Test
  void a_second_attempt_is_prepared_with_a_token_of_its_own() {
    invites.prepareInvite(MEETING, 1);

    assertThat(invites.prepareInvite(MEETING, 2)).isTrue();
    assertThat(DATABASE.texts("select distinct token_hash::text from invite_attempt")).hasSize(2);
  }
}
