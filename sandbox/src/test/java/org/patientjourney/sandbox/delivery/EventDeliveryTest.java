package org.patientjourney.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.sandbox.FakeClock;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestReceiver;
import org.patientjourney.sandbox.state.Event.Decided;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.Invite.Patient;
import org.patientjourney.sandbox.state.Invite.Pharmacy;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;

class EventDeliveryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path data;
  private final FakeClock clock = new FakeClock();

  @Test
  void a_try_that_ended_since_the_state_was_read_is_not_followed_by_one_without_pause()
      throws Exception {
    try (TestReceiver receiver = new TestReceiver();
        StateStore store = new StateStore(data)) {
      receiver.answers(503);
      EventDelivery delivery =
          new EventDelivery(
              store, clock, new Timing(HOUR, List.of(HOUR), HOUR, HOUR), exam -> "https://pdf");
      SandboxState read = store.change(state -> withEvent(state, receiver.url()));
      assertThat(delivery.takeSendable(read, clock.instant())).containsExactly(1L);
      delivery.tryOnce(1);
      delivery.end(1);

      delivery.takeSendable(read, clock.instant()).forEach(delivery::tryOnce);

      assertThat(receiver.bodies()).hasSize(1);
      assertThat(store.now().event(1).orElseThrow().dueAt()).isEqualTo(clock.instant().plus(HOUR));
    }
  }

  private SandboxState withEvent(SandboxState state, String webhook) {
    PatientExam exam = PatientExam.pending(601001, TestInvites.GFE, List.of(), clock.instant());
    Invite invite =
        new Invite(
            1,
            UUID.randomUUID(),
            "juniper",
            webhook,
            new Patient("rivka.test@example.org", "2025550147", null),
            new Pharmacy(false, "Choose Your Pharmacy", null),
            List.of(exam),
            clock.instant());
    return state
        .withInvite(invite)
        .withNewEvent(601001, new Decided(ExamStatus.APPROVED, null), clock.instant());
  }
}
