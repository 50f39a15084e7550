package org.patientjourney.activities.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.exam.ReportedStatus;
import org.patientjourney.workflows.invite.Attempt;
import org.patientjourney.workflows.invite.InviteStatus;
import org.patientjourney.workflows.journey.Hold;
import org.patientjourney.workflows.journey.HoldReason;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.CareTerms;

/** A snapshot that an engine of the first version left behind. */
class SnapshotVersionTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final Instant SENT_AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant MISSED_AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final String VERSION_1 =
      """
      {
        "applied": [{"digest": "d1", "key": "1:95101:MISSED:resend-0"}],
        "attempts": [{"number": 1, "patientExamId": "95101",
          "startedAt": "2026-03-01T09:00:00Z", "status": "SENT"}],
        "closure": null,
        "facets": {"decision": "MISSED", "fulfilment": "NONE", "handover": "BY_PROVIDER",
          "invite": "SENT"},
        "holds": [{"field": null, "reason": "MISSED", "since": "2026-03-01T10:00:00Z"}],
        "reports": [{"attempt": 1, "receivedAt": "2026-03-01T10:00:00Z", "status": "MISSED"}],
        "resends": 0,
        "revision": 4,
        "schemaVersion": 1,
        "terms": {"contact": "PROVIDER", "examId": 5101, "journeyId": "juniper:WC-1:5101",
          "kind": "GOOD_FAITH", "meetingId": "juniper:WC-1:5101",
          "orderedAt": "2026-03-01T08:59:00Z"}
      }
      """;

  private final TestEngine engine = TestEngine.on(DATABASE);

  @BeforeEach
  void leaveBehind() {
    engine.accept(TestOrders.approvable());
    engine.prepareAttempt(engine.row(JOURNEY).meetingId(), 1);
    DATABASE.change("update journey set revision = 4, snapshot = '" + VERSION_1 + "'");
  }

  @Test
  void is_claimed_with_what_it_lacks_empty() {
    JourneyState state = engine.claim(JOURNEY).state();

    assertThat(state.schemaVersion()).isEqualTo(1);
    assertThat(state.revision()).isEqualTo(4);
    assertThat(state.attempts())
        .containsExactly(new Attempt(1, InviteStatus.SENT, SENT_AT, new PatientExamId("95101")));
    assertThat(state.attempt(1).takenBack()).isFalse();
    assertThat(state.reports())
        .isEqualTo(List.of(new ReportedStatus(1, ExamStatus.MISSED, null, MISSED_AT, 0, false)));
    assertThat(state.holds()).containsExactly(new Hold(HoldReason.MISSED, MISSED_AT, null));
    assertThat(state.resendLog()).isEmpty();
    assertThat(state.prescriptions()).isEmpty();
    assertThat(state.shipments()).isEmpty();
    assertThat(state.terms().care()).isEqualTo(CareTerms.NONE);
    assertThat(state.cancellation()).isNull();
  }

  @Test
  void is_recorded_as_the_fourth_version_with_nothing_lost() {
    JourneyState before = engine.claim(JOURNEY).state();

    JourneyState after = TestRecords.merge(engine, JOURNEY).state();

    assertThat(engine.row(JOURNEY).state()).isEqualTo(after);
    assertThat(
            DATABASE.texts(
                """
                select concat_ws(' ', snapshot->>'schemaVersion', snapshot->>'resendLog',
                  jsonb_exists(snapshot, 'resends')) from journey
                """))
        .containsExactly("4 [] f");
    assertThat(after.attempts()).isEqualTo(before.attempts());
    assertThat(after.reports()).isEqualTo(before.reports());
    assertThat(after.holds()).isEqualTo(before.holds());
    assertThat(after.applied()).isEqualTo(before.applied());
    assertThat(engine.row(JOURNEY).holds()).containsExactly("MISSED");
  }
}
