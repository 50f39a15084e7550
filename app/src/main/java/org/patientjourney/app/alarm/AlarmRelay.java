package org.patientjourney.app.alarm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmDao.DueAlarm;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.app.relay.Relay;
import org.patientjourney.app.relay.Relay.RelayQueue;

/** Pushes each open alarm to each receiver, at least once, until it is taken or acknowledged. */
public record AlarmRelay(Jdbi jdbi, List<AlarmReceiver> receivers, InstantSource clock)
    implements RelayQueue<DueAlarm> {
  /** Longer than a batch takes whose receivers do not answer. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  public AlarmRelay {
    receivers = List.copyOf(receivers);
  }

  @Override
  public List<DueAlarm> claimDue(Instant now, Duration lease, int limit) {
    return jdbi.onDemand(AlarmDao.class).claimPushes(now, now.plus(LEASE), limit);
  }

  /** A receiver that has taken the alarm does not get it again because another one has not. */
  @Override
  public boolean handle(DueAlarm due) {
    Set<String> pushed = new TreeSet<>(due.pushedTo());
    receivers.stream()
        .filter(receiver -> !pushed.contains(receiver.name()))
        .filter(receiver -> receiver.take(due.alarm()))
        .forEach(receiver -> pushed.add(receiver.name()));
    boolean isTaken = receivers.stream().allMatch(receiver -> pushed.contains(receiver.name()));
    note(due, pushed, isTaken ? null : clock.instant().plus(Relay.backOff(attempts(due))));
    return isTaken;
  }

  private void note(DueAlarm due, Collection<String> pushed, @Nullable Instant nextPushAt) {
    jdbi.onDemand(AlarmDao.class)
        .noteNextPush(
            due.alarm().alarmId(), due.pushAttempts(), pushed.toArray(String[]::new), nextPushAt);
  }

  @Override
  public void backOff(DueAlarm due, Instant nextAttemptAt) {
    note(due, due.pushedTo(), nextAttemptAt);
  }

  @Override
  public int attempts(DueAlarm due) {
    return due.pushAttempts();
  }

  @Override
  public LogContext about(DueAlarm due) {
    return LogContext.of(due.alarm().journeyId());
  }
}
