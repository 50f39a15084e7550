package org.patientjourney.activities.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.policy.Moment;

/**
 * A row of {@code journey}: the snapshot, and beside it what lists are filtered by.
 *
 * @param journal where it ended when the row was read
 * @param cancelRequested also once it is cancelled and not closed yet: no invite is sent for it
 */
public record JourneyRow(
    JourneyId journeyId,
    ClinicId clinic,
    OrderId orderId,
    ExamId examId,
    MeetingId meetingId,
    boolean open,
    Stage stage,
    String invite,
    String handover,
    String decision,
    String fulfilment,
    List<String> holds,
    @Nullable Instant nextDueAt,
    String snapshot,
    @Nullable String claimedBy,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    boolean cancelRequested,
    JournalHead journal) {

  public static JourneyRow atStart(
      ClinicId clinic, OrderId orderId, JourneyTerms terms, Moment moment) {
    JourneyState state = JourneyState.atStart(terms);
    Instant dueAt = Phases.RULES.deadline(state, moment.policy());
    Instant now = moment.now();
    return of(clinic, orderId, state, dueAt, null, now, now, JournalHead.BEGINNING);
  }

  /** This row after a revision was recorded. */
  public JourneyRow revised(JourneyState state, @Nullable Instant newDueAt, Instant now) {
    return of(clinic, orderId, state, newDueAt, claimedBy, createdAt, now, journal);
  }

  /** A journey that has an invite is not concerned by the answer to a later attempt. */
  public boolean isWithoutInvite() {
    return open && !invite.equals(InviteStatus.SENT.name());
  }

  /** Whether the run's claim was ended, as {@link JourneyDao#endRun} marks it. */
  public boolean hasEnded(String runId) {
    return (JourneyDao.ENDED + runId).equals(claimedBy);
  }

  public JourneyState state() {
    return StoredJson.read(snapshot, JourneyState.class);
  }

  private static JourneyRow of(
      ClinicId clinic,
      OrderId orderId,
      JourneyState state,
      @Nullable Instant nextDueAt,
      @Nullable String claimedBy,
      Instant createdAt,
      Instant updatedAt,
      JournalHead journal) {
    Facets facets = state.facets();
    return new JourneyRow(
        state.terms().journeyId(),
        clinic,
        orderId,
        state.terms().examId(),
        state.terms().meetingId(),
        !state.isClosed(),
        Phases.RULES.standing(state).stage(),
        facets.invite().name(),
        facets.handover().name(),
        facets.decision().name(),
        facets.fulfilment().name(),
        state.holds().stream().map((Hold hold) -> hold.reason().name()).toList(),
        nextDueAt,
        StoredJson.write(state),
        claimedBy,
        state.revision(),
        createdAt,
        updatedAt,
        state.isCancelRequested() || state.isCancelAccepted(),
        journal);
  }

  /** Locks the row, which must be there, until the transaction ends. */
  public static JourneyRow locked(Handle handle, JourneyId journey) {
    return handle
        .attach(JourneyDao.class)
        .findLocked(journey)
        .orElseThrow(
            () -> new IllegalStateException("expected a row of journey " + journey + ": a bug"));
  }

  /** Written by hand: the mapper by reflection took a quarter of the engine's time. */
  public static final class Mapper implements RowMapper<JourneyRow> {
    @Override
    public JourneyRow map(ResultSet row, StatementContext context) throws SQLException {
      Timestamp nextDueAt = row.getTimestamp("next_due_at");
      return new JourneyRow(
          new JourneyId(row.getString("journey_id")),
          new ClinicId(row.getString("clinic")),
          new OrderId(row.getString("order_id")),
          new ExamId(row.getInt("exam_id")),
          new MeetingId(row.getString("meeting_id")),
          row.getBoolean("open"),
          Stage.valueOf(row.getString("stage")),
          row.getString("invite"),
          row.getString("handover"),
          row.getString("decision"),
          row.getString("fulfilment"),
          List.of((String[]) row.getArray("holds").getArray()),
          nextDueAt == null ? null : nextDueAt.toInstant(),
          row.getString("snapshot"),
          row.getString("claimed_by"),
          row.getLong("revision"),
          row.getTimestamp("created_at").toInstant(),
          row.getTimestamp("updated_at").toInstant(),
          row.getBoolean("cancel_requested"),
          new JournalHead(row.getLong("journal_seq"), row.getBytes("journal_hash")));
    }
  }
}
