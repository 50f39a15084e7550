package org.patientjourney.activities.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.record.OutboxDao;
import org.patientjourney.activities.record.OutboxRow.OutboxKind;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.command.JourneyCommand.HoldJourney;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Restore;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;

/** What happens to a journey outside its run: late facts, restarts, holds after a restore. */
public record JourneyStore(
    Jdbi jdbi, JournalStore journal, PdfLinks pdfs, RecordWriter writer, InstantSource clock) {
  private static final Duration STARTED_BY_RELAY = Duration.ofSeconds(5);

  /** Longer than an update is waited for. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  /** The outcome of a delivery that found no run. */
  public enum LateOutcome {
    /** The journey is open: its run is starting or being restored. */
    OPEN,
    /** The journey was closed, and is open again because of the delivery. */
    REOPENED,
    /**
     * The journey is closed and the delivery changes nothing: it is kept as late, unless a person
     * has assigned it elsewhere.
     */
    LATE,
    /** The journey's last run has applied the delivery, and was faster than the relay. */
    APPLIED
  }

  /**
   * Decides under the lock that claims take too, so that no run waits for a delivery that was just
   * marked late. A fact that changes nothing may still raise an alarm.
   */
  public LateOutcome receiveLate(
      JourneyId journey, WebhookDeliveryId delivery, @Nullable Integer event, Fact fact) {
    return jdbi.inTransaction(
        handle -> {
          Moment moment = new Moment(clock.instant(), writer.policy());
          JourneyRow row = JourneyRow.locked(handle, journey);
          if (row.open()) {
            return LateOutcome.OPEN;
          }
          WebhookDeliveryDao deliveries = handle.attach(WebhookDeliveryDao.class);
          WebhookDelivery.WithBody stored = deliveries.findWithBody(delivery).orElseThrow();
          if (stored.delivery().state() == DeliveryState.APPLIED) {
            return LateOutcome.APPLIED;
          }
          boolean isElsewhere =
              stored.delivery().assignedTo().filter(other -> !other.equals(journey)).isPresent();
          if (stored.delivery().state() == DeliveryState.LATE || isElsewhere) {
            // By a claim whose lease has ended before it was told so.
            return LateOutcome.LATE;
          }
          if (Phases.RULES.isReopenedBy(row.state(), fact, moment)) {
            reopen(handle, row, delivery, moment);
            return LateOutcome.REOPENED;
          }
          deliveries.finish(
              delivery,
              DeliveryState.LATE,
              journey,
              event,
              DeliveryFinding.CHANGES_NOTHING,
              moment.now());
          journal.update(
              handle,
              row,
              List.of(
                  JournalKind.LATE_DELIVERY
                      .at(moment)
                      .with("delivery", delivery)
                      .with("event", event == null ? "none" : event)
                      .with("digest", fact.digest())));
          JourneyState open = Phases.RULES.reopened(row.state(), moment);
          Phases.RULES
              .merge(open, fact, moment)
              .alarms()
              .forEach(alarm -> AlarmStore.raise(handle, journey, alarm, moment.now()));
          if (fact.matchesPatientExam(row.state())) {
            pdfs.offer(handle, stored, journey, moment.now());
          }
          return LateOutcome.LATE;
        });
  }

  /** Whether the data of the journey's patient was erased. */
  public boolean isErased(JourneyId journey) {
    return jdbi.withHandle(handle -> OrderKeys.isDestroyed(handle, journey));
  }

  /**
   * Starts the run of an open journey anew from its record, where Temporal has lost or ended it. A
   * run that is there is left alone; the same command again does nothing.
   *
   * @return false when the journey is closed, or not there
   */
  public boolean restart(JourneyId journey, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          Optional<JourneyRow> locked = handle.attach(JourneyDao.class).findLocked(journey);
          if (locked.isEmpty() || !locked.get().open()) {
            return false;
          }
          if (isRestartedBy(handle, journey, origin.id())) {
            return true;
          }
          Instant now = clock.instant();
          JournalEntry entry =
              JournalKind.RUN_RESTARTED
                  .at(new Moment(now, writer.policy()))
                  .with("command", origin.id())
                  .by(origin.actor(), origin.reason());
          journal.update(handle, locked.get(), List.of(entry));
          start(handle, journey, now, now);
          return true;
        });
  }

  /**
   * Holds an open journey, as a person does, unless its invite is recorded: after a restore the
   * provider may have an invite that neither record nor run knows of. A run that is there finds the
   * hold when it sends or records.
   *
   * @return false when nothing was to be held
   */
  public boolean holdUninvited(JourneyId journey, Origin origin) {
    return jdbi.inTransaction(handle -> holdUninvited(handle, journey, origin));
  }

  /** The same for all journeys of its meeting: the run of one may send the invite of all. */
  public void holdUninvitedMeeting(JourneyId journey, Origin origin) {
    jdbi.useTransaction(
        handle -> {
          JourneyDao journeys = handle.attach(JourneyDao.class);
          Optional<JourneyRow> found = journeys.find(journey);
          List<JourneyRow> ofMeeting =
              found.map(row -> journeys.findByMeeting(row.meetingId())).orElse(List.of());
          ofMeeting.stream()
              .map(JourneyRow::journeyId)
              .sorted(Comparator.comparing(JourneyId::value))
              .forEach(each -> holdUninvited(handle, each, origin));
        });
  }

  private boolean holdUninvited(Handle handle, JourneyId journey, Origin origin) {
    Moment moment = new Moment(clock.instant(), writer.policy());
    JourneyRow row = JourneyRow.locked(handle, journey);
    if (!Restore.mayHaveLostInvite(row.state(), moment.now())) {
      return false;
    }
    Change change = Phases.RULES.merge(row.state(), new HoldJourney(origin), moment);
    writeOwn(handle, row, change, moment);
    return true;
  }

  /**
   * Has the relay ask the run whether the record is ahead of it, unless the command is {@link
   * #answered} soon. Temporal keeps an update only once the run's task has ended: a server that
   * fails before forgets it, and the run does not know what it has recorded
   * (docs/adr/0039-a-run-is-asked-about-a-command-without-an-answer.md).
   *
   * @return names it for {@link #answered}
   */
  public long askUnlessAnswered(JourneyId journey, Origin origin) {
    Instant now = clock.instant();
    return jdbi.onDemand(OutboxDao.class)
        .insert(
            OutboxKind.COMPARE,
            journey,
            StoredJson.write(origin.id()),
            now,
            now.plus(ANSWERED_WITHIN));
  }

  /** The run has answered: it knows what it has recorded. */
  public void answered(long asked) {
    jdbi.onDemand(OutboxDao.class).markDone(asked, 0, clock.instant());
  }

  /** Whether this very command has restarted the journey. */
  public boolean isRestartedBy(JourneyId journey, String commandId) {
    return jdbi.withHandle(handle -> isRestartedBy(handle, journey, commandId));
  }

  private static boolean isRestartedBy(Handle handle, JourneyId journey, String commandId) {
    String detail = StoredJson.write(Map.of("command", commandId));
    return handle.attach(JourneyDao.class).findJournal(journey).stream()
        .anyMatch(
            entry -> entry.kind() == JournalKind.RUN_RESTARTED && detail.equals(entry.detail()));
  }

  /**
   * Row open again, journal entry, start row: due only when the relay, which starts the run with
   * the delivery, must have done so.
   */
  private void reopen(Handle handle, JourneyRow row, WebhookDeliveryId because, Moment moment) {
    JournalEntry entry = JournalKind.REOPENED.at(moment).with("delivery", because);
    Change open = Phases.RULES.reopenedForRun(row.state(), moment).recording(entry);
    writeOwn(handle, row, open, moment);
    handle.attach(JourneyDao.class).endRun(row.journeyId());
    start(handle, row.journeyId(), moment.now(), moment.now().plus(STARTED_BY_RELAY));
  }

  /** A revision that no run has made. */
  private void writeOwn(Handle handle, JourneyRow row, Change change, Moment moment) {
    JourneyState state = change.state().withRevision(row.revision() + 1);
    Instant dueAt = Phases.RULES.deadline(state, moment.policy());
    JourneyRecord revision =
        new JourneyRecord(
            "", false, state, change.entries(), change.alarms(), List.of(), dueAt, null);
    writer.write(handle, row, revision, moment.now());
  }

  private static void start(Handle handle, JourneyId journey, Instant now, Instant due) {
    handle
        .attach(OutboxDao.class)
        .insert(OutboxKind.START, journey, StoredJson.write(journey), now, due);
  }
}
