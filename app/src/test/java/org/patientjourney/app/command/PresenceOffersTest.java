package org.patientjourney.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.CallerContext;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.Offers.Possible;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.command.OutcomeCommand.Close;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/** What is offered depends on the journey's run in Temporal. */
class PresenceOffersTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Moment MOMENT = new Moment(NOW, JourneyPolicy.STANDARD);
  private static final JourneyId ID = new JourneyId("juniper:WC-1:5101");
  private static final JourneyTerms TERMS =
      new JourneyTerms(
          ID,
          MeetingId.sentBy(ID),
          new ExamId(5101),
          ExamKind.GOOD_FAITH,
          PatientContact.PROVIDER,
          NOW,
          CareTerms.NONE);
  private static final JourneyRow OPEN =
      JourneyRow.atStart(new ClinicId("juniper"), new OrderId("WC-1"), TERMS, MOMENT);

  @Test
  void a_run_takes_commands_of_the_callers_role() {
    assertThat(kinds(possible(id -> Presence.RUNNING, OPEN, Role.OPERATIONS)))
        .containsExactly(CommandType.HOLD, CommandType.CANCEL, CommandType.CLOSE);
    assertThat(kinds(possible(id -> Presence.STUCK, OPEN, Role.BACKEND)))
        .containsExactly(CommandType.CANCEL);
    assertThat(kinds(possible(id -> Presence.RUNNING, OPEN, Role.CARE))).isEmpty();
  }

  @Test
  void without_a_run_a_journey_is_restarted_only() {
    assertThat(kinds(possible(id -> Presence.NONE, OPEN, Role.OPERATIONS)))
        .containsExactly(CommandType.RESTART);
    Possible ofBackend = possible(id -> Presence.NONE, OPEN, Role.BACKEND);
    assertThat(ofBackend.offers()).isEmpty();
    assertThat(ofBackend.why()).contains("a key of the role OPERATIONS can restart it");
  }

  @Test
  void a_paused_run_takes_nothing() {
    Possible possible = possible(id -> Presence.PAUSED, OPEN, Role.OPERATIONS);
    assertThat(possible.offers()).isEmpty();
    assertThat(possible.why()).contains("paused");
  }

  @Test
  void nothing_is_offered_while_temporal_cannot_be_reached() {
    Possible possible = possible(failing(Status.UNAVAILABLE), OPEN, Role.OPERATIONS);
    assertThat(possible.offers()).isEmpty();
    assertThat(possible.why()).contains("Temporal cannot be reached");
    for (Status denied : List.of(Status.PERMISSION_DENIED, Status.UNAUTHENTICATED)) {
      assertThat(possible(failing(denied), OPEN, Role.OPERATIONS))
          .isEqualTo(new Possible(List.of(), "Temporal refuses the engine: preflight says why"));
    }
    assertThatThrownBy(() -> possible(failing(Status.DATA_LOSS), OPEN, Role.OPERATIONS))
        .hasMessageContaining("DATA_LOSS");
  }

  @Test
  void temporal_is_not_asked_for_a_closed_journey_or_a_role_that_gives_no_commands() {
    Close close = new Close(new Origin("c-1", "operations", "ordered twice"));
    JourneyState closed = Phases.RULES.merge(OPEN.state(), close, MOMENT).state();
    assertThat(possible(failing(Status.INTERNAL), OPEN.revised(closed, null, NOW), Role.OPERATIONS))
        .isEqualTo(new Possible(List.of(), "the journey is closed"));
    assertThat(possible(failing(Status.INTERNAL), OPEN, Role.COMPLIANCE).offers()).isEmpty();
  }

  private static Function<JourneyId, Presence> failing(Status status) {
    return id -> {
      throw status.asRuntimeException();
    };
  }

  private static List<CommandType> kinds(Possible possible) {
    return possible.offers().stream().map(Offer::type).toList();
  }

  @SuppressWarnings("NullAway") // no command under test is given
  private static Possible possible(
      Function<JourneyId, Presence> presence, JourneyRow row, String role) {
    Journeys journeys = new Journeys(TestDatabase.down(), JourneyPolicy.STANDARD);
    CommandService service = new CommandService(journeys, null, null, null, null, null, () -> {});
    return new Offers(service, presence, JourneyPolicy.STANDARD, () -> NOW)
        .of(row, new CallerContext(new Caller("anyone", role, null)));
  }
}
