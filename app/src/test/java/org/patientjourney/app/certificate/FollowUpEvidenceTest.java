package org.patientjourney.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.JournalChain;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.certificate.TimerView.TimerState;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;

/** What is named of a follow-up, and what is not. */
class FollowUpEvidenceTest {
  private static final JourneyId VISIT = new JourneyId("cedar:WC-9:5204");
  private static final String ZONE = "America/Chicago";

  /** The clock goes back between the two: 15:00 local is not 21 times 24 hours later. */
  static final Instant VISITED = Instant.parse("2026-10-20T20:00:00Z");

  static final Instant DUE = Instant.parse("2026-11-10T21:00:00Z");
  private static final Instant CREATED = VISITED.plusSeconds(1);
  private static final Instant NOW = VISITED.plus(Duration.ofDays(3));
  private static final Run FIRES = runs(Presence.RUNNING, DUE.plusMillis(700));

  @Test
  void nothing_is_named_of_a_follow_up_whose_timer_fires_when_it_is_due() {
    FollowUpEvidence waits = evidence(FIRES);

    assertThat(findings(waits, NOW)).isEmpty();
    assertThat(waits.timer())
        .isEqualTo(
            new TimerView(
                TimerState.PENDING, VISIT.followUp(), "run-1", DUE.plusMillis(700), null, null));
  }

  @Test
  void ended_paused_and_stuck_runs_are_named() {
    assertThat(findings(evidence(new Run(Presence.NONE, "run-1", List.of())), NOW))
        .containsExactly(Finding.RUN_MISSING);
    assertThat(findings(evidence(runs(Presence.PAUSED, DUE)), NOW))
        .containsExactly(Finding.RUN_PAUSED);
    assertThat(findings(evidence(runs(Presence.STUCK, DUE)), NOW))
        .containsExactly(Finding.RUN_STUCK);
    assertThat(findings(evidence(new Run(Presence.STUCK, "run-1", List.of())), NOW))
        .containsExactly(Finding.RUN_STUCK);
  }

  @Test
  void a_run_without_a_timer_is_named() {
    FollowUpEvidence without = evidence(new Run(Presence.RUNNING, "run-1", List.of()));

    assertThat(findings(without, NOW)).containsExactly(Finding.TIMER_MISSING);
    assertThat(without.timer().timer()).isEqualTo(TimerState.MISSING);
  }

  @Test
  void a_timer_at_another_instant_is_named_with_when_it_fires() {
    for (Instant fires : List.of(DUE.minusSeconds(1), DUE.plusSeconds(61))) {
      FollowUpEvidence elsewhere = evidence(runs(Presence.RUNNING, fires));
      assertThat(findings(elsewhere, NOW)).containsExactly(Finding.TIMER_AT_ANOTHER_INSTANT);
      assertThat(elsewhere.timer().firesAt()).isEqualTo(fires);
    }
  }

  @Test
  void a_record_that_acts_later_than_the_follow_up_is_due_is_named_unless_it_is_held() {
    Instant later = DUE.plus(Duration.ofDays(1));
    Run fires = runs(Presence.RUNNING, later);

    assertThat(findings(evidence(fires, later, List.of()), NOW))
        .containsExactly(Finding.TIMER_AT_ANOTHER_INSTANT);
    assertThat(findings(evidence(fires, later, List.of(HoldReason.FOLLOW_UP_BLOCKED.name())), NOW))
        .isEmpty();
  }

  @Test
  void a_hold_that_falls_due_before_has_the_timer() {
    Instant hold = NOW.plusSeconds(60);
    assertThat(findings(evidence(runs(Presence.RUNNING, hold), hold, List.of()), NOW)).isEmpty();
  }

  @Test
  void a_run_that_has_just_recorded_is_not_named() {
    Run none = new Run(Presence.NONE, null, List.of());
    assertThat(findings(evidence(none), CREATED.plus(FollowUpEvidence.SETTLED))).isEmpty();
    assertThat(findings(evidence(none), CREATED.plus(FollowUpEvidence.SETTLED).plusMillis(1)))
        .containsExactly(Finding.RUN_MISSING);
  }

  @Test
  void a_timer_that_has_just_fired_is_not_named() {
    FollowUpEvidence fired = evidence(new Run(Presence.RUNNING, "run-1", List.of()));
    assertThat(findings(fired, DUE)).isEmpty();
    assertThat(findings(fired, DUE.plus(FollowUpEvidence.SETTLED)))
        .containsExactly(Finding.TIMER_MISSING);
  }

  @Test
  void without_an_answer_of_temporal_the_timer_is_not_read() {
    assertThat(evidence(null).timer().timer()).isEqualTo(TimerState.NOT_READ);
    assertThat(findings(evidence(null), NOW)).isEmpty();
  }

  @Test
  void a_journey_that_acted_says_what_ended_the_wait() {
    Journal followUp = followUp().with(JournalKind.FOLLOW_UP_READY, DUE, Map.of());
    FollowUpEvidence acted = evidence(owed(DUE), visit(DUE), followUp, FIRES);

    assertThat(acted.timer().timer()).isEqualTo(TimerState.FIRED);
    assertThat(acted.timer().timerEndedAt()).isEqualTo(DUE);
    assertThat(acted.timer().timerEndedBy()).isEqualTo("FOLLOW_UP_READY");
    Journal waived = followUp().with(JournalKind.CLOSED, NOW, Map.of("outcome", "WAIVED"));
    assertThat(evidence(owed(DUE), visit(DUE), waived, null).timer())
        .isEqualTo(
            new TimerView(TimerState.ENDED, VISIT.followUp(), null, null, NOW, "CLOSED WAIVED"));
  }

  @Test
  void twenty_one_days_are_days_of_the_patients_calendar() {
    Instant tooEarly = VISITED.plus(Duration.ofDays(21));
    FollowUpEvidence early =
        evidence(owed(tooEarly), visit(tooEarly), followUp(), runs(Presence.RUNNING, tooEarly));

    assertThat(findings(early, NOW)).contains(Finding.RULE_BROKEN);
  }

  @Test
  void an_invite_that_was_sent_before_it_was_due_breaks_the_rule() {
    Journal sent = followUp().with(JournalKind.INVITE_SENT, DUE.minusSeconds(1), Map.of());
    assertThat(findings(evidence(owed(DUE), visit(DUE), sent, FIRES), NOW))
        .containsExactly(Finding.RULE_BROKEN);
  }

  @Test
  void a_record_that_says_another_instant_than_the_journal_is_named() {
    Instant changed = DUE.plus(Duration.ofDays(1));
    assertThat(findings(evidence(owed(DUE), visit(changed), followUp(), FIRES), NOW))
        .containsExactly(Finding.JOURNAL_DIFFERS);
  }

  @ParameterizedTest
  @CsvSource({
    "MET, HANDED_OVER, care-1",
    "MET, HOLD_RELEASED, care-1",
    "MET, CONSULTATION_REPORTED, engine",
    "WAIVED, FOLLOW_UP_WAIVED, care-1",
    "DROPPED, NOTHING_PRESCRIBED, engine"
  })
  void an_end_is_named_unless_the_journal_says_it(
      ObligationStatus status, JournalKind kind, String by) {
    Instant at = DUE.plusSeconds(9);
    Journal journal = followUp().by(by, kind, at);
    String evidence = "journal " + VISIT.followUp() + " revision 2";
    OwedFollowUp ended = ended(status, at, by, evidence);
    OwedFollowUp later = ended(status, at.plusSeconds(90), by, evidence);
    List<OwedFollowUp> changed =
        List.of(
            ended(status, null, null, null),
            ended(status, at.minusSeconds(1), by, evidence),
            ended(status, at, "another", evidence),
            ended(status, at, by, "journal " + VISIT.followUp() + " revision 1"),
            ended(ObligationStatus.OPEN, at, by, evidence),
            ended(
                status == ObligationStatus.WAIVED ? ObligationStatus.MET : ObligationStatus.WAIVED,
                at,
                by,
                evidence));

    assertThat(findings(evidence(ended, visit(DUE), journal, null), NOW)).isEmpty();
    assertThat(findings(evidence(later, visit(DUE), journal, null), NOW))
        .as("recorded after an outage")
        .isEmpty();
    assertThat(changed)
        .allSatisfy(
            each ->
                assertThat(findings(evidence(each, visit(DUE), journal, null), NOW))
                    .containsExactly(Finding.END_NOT_IN_JOURNAL));
  }

  @Test
  void a_broken_chain_is_named() {
    Journal cut = followUp().with(JournalKind.FOLLOW_UP_READY, DUE, Map.of());
    cut.rows.remove(0);
    assertThat(findings(evidence(owed(DUE), visit(DUE), cut, FIRES), NOW))
        .containsExactly(Finding.JOURNAL_BROKEN);
  }

  @Test
  void an_entry_that_is_no_json_any_more_is_named_and_not_read() {
    Journal changed = visit(DUE);
    changed.rows.set(
        0, changed.row("engine", JournalKind.FOLLOW_UP_OWED, CREATED, "{", new byte[32]));
    assertThat(findings(evidence(owed(DUE), changed, followUp(), FIRES), NOW))
        .containsExactly(Finding.JOURNAL_DIFFERS, Finding.JOURNAL_BROKEN);
  }

  private static List<Finding> findings(FollowUpEvidence evidence, Instant now) {
    return evidence.findings(evidence.journals(), now);
  }

  private static Run runs(Presence presence, Instant... timers) {
    return new Run(presence, "run-1", List.of(timers));
  }

  private static FollowUpEvidence evidence(@Nullable Run run) {
    return evidence(owed(DUE), visit(DUE), followUp(), run);
  }

  private static FollowUpEvidence evidence(Run run, Instant nextDueAt, List<String> holds) {
    return new FollowUpEvidence(
        owed(DUE), visit(DUE).audit(), followUp().audit(), row(nextDueAt, holds), run);
  }

  private static FollowUpEvidence evidence(
      OwedFollowUp owed, Journal visit, Journal followUp, @Nullable Run run) {
    return new FollowUpEvidence(
        owed, visit.audit(), followUp.audit(), row(owed.dueAt(), List.of()), run);
  }

  static Journal visit(Instant due) {
    return new Journal(VISIT)
        .with(
            JournalKind.FOLLOW_UP_OWED,
            CREATED,
            Map.of("visitAt", VISITED.toString(), "dueAt", due.toString(), "zone", ZONE));
  }

  static Journal followUp() {
    return new Journal(VISIT.followUp()).with(JournalKind.ORDERED, CREATED, Map.of());
  }

  private static JourneyRow row(Instant nextDueAt, List<String> holds) {
    return new JourneyRow(
        VISIT.followUp(),
        new ClinicId("cedar"),
        new OrderId("WC-9"),
        new ExamId(5205),
        MeetingId.sentBy(VISIT.followUp()),
        true,
        Stage.AWAITING_DUE,
        InviteStatus.NOT_DUE.name(),
        "NONE",
        "NONE",
        "NONE",
        holds,
        nextDueAt,
        "{}",
        "run-1",
        1,
        CREATED,
        CREATED,
        false,
        JournalHead.BEGINNING);
  }

  static OwedFollowUp owed(Instant due) {
    return owed(due, ObligationStatus.OPEN, null, null, null);
  }

  private static OwedFollowUp ended(
      ObligationStatus status,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable String evidence) {
    return owed(DUE, status, at, by, evidence);
  }

  private static OwedFollowUp owed(
      Instant due,
      ObligationStatus status,
      @Nullable Instant endedAt,
      @Nullable String endedBy,
      @Nullable String evidence) {
    return new OwedFollowUp(
        VISIT,
        new ClinicId("cedar"),
        new OrderId("WC-9"),
        new ExamId(5204),
        VISIT.followUp(),
        new ExamId(5205),
        Visit.Basis.CONSULTATION,
        VISITED,
        due,
        due.plus(Duration.ofDays(2)),
        ZONE,
        Owner.ENGINE,
        status,
        CREATED,
        null,
        endedAt,
        endedBy,
        null,
        null,
        evidence);
  }

  /** A chain that holds. */
  static final class Journal {
    private final JourneyId journey;
    private final List<JournalRow> rows = new ArrayList<>();
    private JournalHead head = JournalHead.BEGINNING;

    Journal(JourneyId journey) {
      this.journey = journey;
    }

    Journal with(JournalKind kind, Instant at, Map<String, String> detail) {
      return with("engine", kind, at, StoredJson.write(detail));
    }

    Journal by(String actor, JournalKind kind, Instant at) {
      return with(actor, kind, at, "{}");
    }

    private Journal with(String actor, JournalKind kind, Instant at, String detail) {
      byte[] hash =
          StoredJson.sha256(JournalChain.text(row(actor, kind, at, detail, new byte[32])));
      rows.add(row(actor, kind, at, detail, hash));
      head = new JournalHead(head.seq() + 1, hash);
      return this;
    }

    private JournalRow row(String actor, JournalKind kind, Instant at, String detail, byte[] hash) {
      long seq = head.seq() + 1;
      return new JournalRow(
          journey, seq, seq, kind, at, actor, detail, null, null, head.hash(), hash);
    }

    Audit audit() {
      return new Audit(journey, head, rows);
    }
  }
}
