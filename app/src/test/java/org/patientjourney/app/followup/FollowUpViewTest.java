package org.patientjourney.app.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/** A follow-up as it stood on some day, not as it stands today. */
class FollowUpViewTest {
  private static final Instant VISIT = Instant.parse("2026-11-02T16:00:00Z");
  private static final Instant DUE = Instant.parse("2026-11-23T16:00:00Z");
  private static final Instant OVERDUE = DUE.plus(Duration.ofDays(2));
  private static final Instant HANDED_OVER = DUE.plus(Duration.ofDays(3));

  @Test
  void a_follow_up_that_ended_later_is_shown_as_open_or_overdue() {
    OwedFollowUp owed = owed(ObligationStatus.MET, HANDED_OVER);
    assertThat(at(owed, DUE.minusSeconds(1)).status()).isEqualTo(ObligationStatus.OPEN);
    assertThat(at(owed, DUE.minusSeconds(1)).lateBy()).isNull();
    assertThat(at(owed, OVERDUE).status()).isEqualTo(ObligationStatus.OVERDUE);
    assertThat(at(owed, OVERDUE).lateBy()).isEqualTo(Duration.ofDays(2));
    assertThat(at(owed, OVERDUE).handedOverAt()).isNull();
    assertThat(at(owed, OVERDUE).evidence()).isNull();
  }

  @Test
  void a_handover_says_when_by_whom_and_how_late() {
    FollowUpView view = at(owed(ObligationStatus.MET, HANDED_OVER), HANDED_OVER);
    assertThat(view.status()).isEqualTo(ObligationStatus.MET);
    assertThat(view.handedOverAt()).isEqualTo(HANDED_OVER);
    assertThat(view.handedOverBy()).isEqualTo("backend");
    assertThat(view.lateBy()).isEqualTo(Duration.ofDays(3));
    assertThat(view.evidence()).isEqualTo("journal x revision 7");
  }

  @Test
  void a_waiver_says_key_office_and_why_and_is_never_late() {
    FollowUpView view =
        FollowUpView.of(owed(ObligationStatus.WAIVED, HANDED_OVER), HANDED_OVER, "she moved");
    assertThat(view.waivedAt()).isEqualTo(HANDED_OVER);
    assertThat(view.waivedBy()).isEqualTo("backend, medical-director");
    assertThat(view.waiver()).isEqualTo("she moved");
    assertThat(view.lateBy()).isNull();
    assertThat(view.handedOverAt()).isNull();
  }

  @Test
  void the_table_has_a_line_of_names_and_one_for_each_follow_up() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SequenceWriter rows = FollowUpResource.rows(out)) {
      rows.writeAll(
          List.of(
              at(owed(ObligationStatus.MET, HANDED_OVER), HANDED_OVER),
              at(owed(ObligationStatus.OPEN, null), DUE)));
    }
    assertThat(out.toString(StandardCharsets.UTF_8).split("\r\n", -1))
        .containsExactly(
            "clinic,orderId,journeyId,examId,followUpJourneyId,followUpExamId,basis,visitAt,dueAt,"
                + "zone,owner,status,createdAt,confirmedAt,handedOverAt,handedOverBy,lateBy,"
                + "waivedAt,waivedBy,waiver,evidence",
            "cedar,WC-9,cedar:WC-9:5204,5204,\"cedar:WC-9:5204:follow-up\",5205,CONSULTATION,"
                + "2026-11-02T16:00:00Z,2026-11-23T16:00:00Z,America/Chicago,ENGINE,MET,"
                + "2026-11-02T16:00:00Z,,2026-11-26T16:00:00Z,backend,PT72H,,,,"
                + "\"journal x revision 7\"",
            "cedar,WC-9,cedar:WC-9:5204,5204,\"cedar:WC-9:5204:follow-up\",5205,CONSULTATION,"
                + "2026-11-02T16:00:00Z,2026-11-23T16:00:00Z,America/Chicago,ENGINE,OPEN,"
                + "2026-11-02T16:00:00Z,,,,,,,,",
            "");
  }

  @Test
  void texts_that_a_spreadsheet_would_calculate_are_quoted() {
    assertThat(FollowUpResource.withoutFormula("=1+1")).isEqualTo("'=1+1");
    assertThat(FollowUpResource.withoutFormula("she moved = away")).isEqualTo("she moved = away");
  }

  private static FollowUpView at(OwedFollowUp owed, Instant asOf) {
    return FollowUpView.of(owed, asOf, null);
  }

  private static OwedFollowUp owed(ObligationStatus status, @Nullable Instant endedAt) {
    return new OwedFollowUp(
        new JourneyId("cedar:WC-9:5204"),
        new ClinicId("cedar"),
        new OrderId("WC-9"),
        new ExamId(5204),
        new JourneyId("cedar:WC-9:5204:follow-up"),
        new ExamId(5205),
        Visit.Basis.CONSULTATION,
        VISIT,
        DUE,
        OVERDUE,
        "America/Chicago",
        Owner.ENGINE,
        status,
        VISIT,
        null,
        endedAt,
        endedAt == null ? null : "backend",
        status == ObligationStatus.WAIVED ? "medical-director" : null,
        null,
        endedAt == null ? null : "journal x revision 7");
  }
}
