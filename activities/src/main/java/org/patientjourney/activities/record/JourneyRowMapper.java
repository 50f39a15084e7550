package org.patientjourney.activities.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;

/** Written by hand: the mapper by reflection took a quarter of the engine's time. */
public final class JourneyRowMapper implements RowMapper<JourneyRow> {
  @Override
  public JourneyRow map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  private static JourneyRow read(ResultSet row) throws SQLException {
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
        instant(row.getTimestamp("next_due_at")),
        row.getString("snapshot"),
        row.getString("claimed_by"),
        row.getLong("revision"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        row.getBoolean("cancel_requested"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /** Of a row that was read to be changed. */
  public static final class Locked implements RowMapper<LockedJourney> {
    @Override
    public LockedJourney map(ResultSet row, StatementContext context) throws SQLException {
      return new LockedJourney(
          read(row), new JournalHead(row.getLong("journal_seq"), row.getBytes("journal_hash")));
    }
  }
}
