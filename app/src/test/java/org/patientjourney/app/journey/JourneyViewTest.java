package org.patientjourney.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

class JourneyViewTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final JourneyPolicy POLICY = JourneyPolicy.STANDARD;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final Patient PATIENT =
      new Patient(
          new PatientId("C-5521"),
          "Rivka",
          "Lindqvist",
          "rivka@example.org",
          "+12025550147",
          LocalDate.of(1990, 4, 1),
          null,
          "CO",
          null,
          null);
  private static final Order ORDER =
      new Order(
          new OrderId("WC-12847"),
          new ClinicId("juniper"),
          null,
          PATIENT,
          null,
          List.of(new OrderedExam(new ExamId(5101), List.of(), null)),
          null,
          null);
  private static final JourneyId ID = new JourneyId("juniper:WC-12847:5101");
  private static final JourneyState STATE =
      JourneyState.atStart(
          new JourneyTerms(
              ID,
              MeetingId.sentBy(ID),
              new ExamId(5101),
              ExamKind.GOOD_FAITH,
              PatientContact.PROVIDER,
              NOW,
              CareTerms.NONE));

  @Test
  void a_new_journey_says_that_the_engine_sends_the_invite_and_until_when() {
    JourneyView view = view(STATE);
    assertThat(view.stage()).isEqualTo(Stage.ORDERED);
    assertThat(view.open()).isTrue();
    assertThat(view.next())
        .isEqualTo(
            new NextStep(
                "the invite is sent to the provider", NOW.plus(Duration.ofHours(1)), Owner.ENGINE));
    assertThat(view.href()).isEqualTo("/journeys/juniper:WC-12847:5101");
  }

  @Test
  void an_invited_journey_waits_for_the_patient() {
    JourneyView view = view(STATE.withAttempt(new Attempt(1, InviteStatus.SENT, NOW, null)));
    assertThat(view.stage()).isEqualTo(Stage.AWAITING_CONSULTATION);
    assertThat(view.next())
        .isEqualTo(
            new NextStep(
                "the patient takes the exam",
                NOW.plus(POLICY.reminders().get(0)),
                Owner.PATIENT,
                NOW.plus(POLICY.reminders().get(0)),
                NOW.plus(POLICY.linkLifetime())));
  }

  @ParameterizedTest
  @EnumSource(HoldReason.class)
  void a_held_journey_shows_owner_and_advice(HoldReason reason) {
    JourneyView view = view(STATE.withHold(new Hold(reason, NOW, null)));
    assertThat(view.stage()).isEqualTo(Stage.HELD);
    assertThat(view.holds())
        .containsExactly(
            new JourneyView.HoldView(reason, NOW, reason.owner(), reason.advice(), null, null));
    assertThat(view.holds().get(0).advice()).isNotBlank();
    assertThat(view.next().what()).isEqualTo(reason.advice());
    assertThat(view.next().owner()).isEqualTo(reason.owner());
  }

  @Test
  void a_refused_field_is_named_by_its_pointer() {
    Hold hold = new Hold(HoldReason.NEEDS_INPUT, NOW, "/patient/phone");
    assertThat(view(STATE.withHold(hold)).holds().get(0).field()).isEqualTo("/patient/phone");
  }

  @Test
  void a_closed_journey_has_nothing_next() {
    JourneyView view =
        view(STATE.close(Closure.Outcome.CLOSED_BY_PERSON, new Moment(NOW, POLICY)).state());
    assertThat(view.open()).isFalse();
    assertThat(view.stage()).isEqualTo(Stage.CLOSED_BY_PERSON);
    assertThat(view.closure()).isEqualTo(new Closure(Closure.Outcome.CLOSED_BY_PERSON, NOW));
    assertThat(view.next()).isEqualTo(new NextStep("nothing: the journey is closed", null, null));
  }

  @Test
  void as_json_a_view_has_plain_ids_iso_instants_no_nulls_and_no_personal_data()
      throws JsonProcessingException {
    JsonNode json = JSON.readTree(JSON.writeValueAsString(view(STATE)));
    assertThat(json.at("/journeyId").textValue()).isEqualTo("juniper:WC-12847:5101");
    assertThat(json.at("/examId").intValue()).isEqualTo(5101);
    assertThat(json.at("/createdAt").textValue()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(json.has("timeline")).isFalse();
    assertThat(json.has("closure")).isFalse();
    assertThat(json.toString()).doesNotContain("Rivka", "rivka", "Lindqvist", "2025550147", "1990");
  }

  @Test
  void a_timeline_is_shown_when_there_is_one() {
    TimelineEntry entry = new TimelineEntry(1, NOW, "ORDERED", "engine", Map.of(), false, null);
    assertThat(JourneyView.of(row(STATE), POLICY, List.of(), List.of(), List.of(entry)).timeline())
        .containsExactly(entry);
  }

  private static JourneyView view(JourneyState state) {
    return JourneyView.of(row(state), POLICY, List.of(), List.of(), null);
  }

  private static JourneyRow row(JourneyState state) {
    return JourneyRow.atStart(
            ORDER.clinic(), ORDER.orderId(), state.terms(), new Moment(NOW, POLICY))
        .revised(state, null, NOW);
  }
}
