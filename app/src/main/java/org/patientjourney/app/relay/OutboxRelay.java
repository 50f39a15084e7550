package org.patientjourney.app.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxRow;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.app.relay.JourneyCommands.CommandOutcome;
import org.patientjourney.app.relay.Relay.RelayQueue;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.event.RecordRestored;
import org.patientjourney.workflows.order.JourneyId;

/** Starts journeys, asks their runs, hands answers to invites and the engine's commands over. */
public record OutboxRelay(
    Jdbi jdbi, RunningJourneys running, JourneyCommands commands, InstantSource clock)
    implements RelayQueue<OutboxRow> {
  /** Attempts whose delays together take about ten minutes. */
  private static final int STUCK_AFTER = 10;

  /** The same of leases, the first of which takes five seconds. */
  private static final int UNCONFIRMED_STUCK_AFTER = 8;

  /** Leases of a start that together take half a minute: a run that is ending has ended by then. */
  private static final int SURELY_NOT_ENDING = 3;

  @Override
  public List<OutboxRow> claimDue(Instant now, Duration lease, int limit) {
    return jdbi.onDemand(OutboxDao.class).claimDue(now, lease.toMillis() / 1000.0, limit);
  }

  @Override
  public boolean handle(OutboxRow row) {
    boolean done =
        switch (row.kind()) {
          case START -> !row.journeyOpen() || start(row);
          case INVITE_ANSWER ->
              running.signal(row.journeyId(), StoredJson.read(row.payload(), InviteAnswer.class))
                  || !row.journeyOpen();
          case COMMAND -> give(row) || !row.journeyOpen();
          case COMPARE -> compare(row);
        };
    if (done) {
      jdbi.onDemand(OutboxDao.class).markDone(row.id(), row.attempts(), clock.instant());
    } else if (row.kind() == OutboxKind.START) {
      // The run confirms it; until then the row is due again when its lease ends.
      jdbi.useHandle(handle -> alarmWhenStuck(handle, row, UNCONFIRMED_STUCK_AFTER));
    } else {
      backOff(row, clock.instant().plus(Relay.backOff(row.attempts())));
    }
    return done;
  }

  @Override
  public void backOff(OutboxRow row, Instant nextAttemptAt) {
    jdbi.useTransaction(
        handle -> {
          handle.attach(OutboxDao.class).backOff(row.id(), row.attempts(), nextAttemptAt);
          alarmWhenStuck(handle, row, STUCK_AFTER);
        });
  }

  private void alarmWhenStuck(Handle handle, OutboxRow row, int stuckAfter) {
    if (row.attempts() >= stuckAfter) {
      Alarm stuck = new Alarm(AlarmKind.RELAY_STUCK, "outbox-" + row.id());
      AlarmStore.raise(handle, row.journeyId(), stuck, clock.instant());
    }
  }

  @Override
  public int attempts(OutboxRow row) {
    return row.attempts();
  }

  @Override
  public LogContext about(OutboxRow row) {
    return LogContext.of(row.journeyId());
  }

  /**
   * Also of a closed journey, whose run may not know that it is. Without a run nothing is to do.
   */
  private boolean compare(OutboxRow row) {
    running.signal(row.journeyId(), new RecordRestored("compare-" + row.id()));
    return true;
  }

  /** A command that run and record refuse is done too: another one has had its effect. */
  private boolean give(OutboxRow row) {
    JourneyCommand command = StoredJson.read(row.payload(), JourneyCommand.class);
    CommandOutcome outcome = commands.give(row.journeyId(), command);
    if (outcome instanceof CommandOutcome.Refused && isRefusedByRecord(row, command)) {
      // The command may be the probe of an incident.
      jdbi.useTransaction(
          handle -> IncidentStore.probeUnanswered(handle, row.journeyId(), clock.instant()));
      return true;
    }
    return outcome instanceof CommandOutcome.Recorded;
  }

  /** The record is briefly ahead of its run. */
  private boolean isRefusedByRecord(OutboxRow row, JourneyCommand command) {
    return jdbi.onDemand(JourneyDao.class)
        .find(row.journeyId())
        .map(JourneyRow::state)
        .flatMap(command::refusal)
        .isPresent();
  }

  /**
   * Not done by itself: a run that was ending may have taken the start for its own. A claim ends
   * it, or after half a minute a run that is there: it will claim, or has claimed already. The
   * latter may have been in a record that was restored since to before its claim.
   */
  private boolean start(OutboxRow row) {
    if (row.firstStart()) {
      if (!running.startFirst(row.journeyId())) {
        jdbi.useTransaction(handle -> alarmUnlessClaimed(handle, row.journeyId()));
        return true;
      }
    } else {
      running.start(row.journeyId());
    }
    return row.attempts() > SURELY_NOT_ENDING
        && running.signal(row.journeyId(), new RecordRestored("start-" + row.id()));
  }

  /**
   * A run has ended of which the record has nothing: it was restored to before it. Another run
   * would invite again, so a person looks first and restarts it.
   */
  private void alarmUnlessClaimed(Handle handle, JourneyId journey) {
    if (JourneyRow.locked(handle, journey).claimedBy() == null) {
      AlarmStore.raise(
          handle, journey, new Alarm(AlarmKind.RUN_DIVERGED, "ended-run"), clock.instant());
    }
  }
}
