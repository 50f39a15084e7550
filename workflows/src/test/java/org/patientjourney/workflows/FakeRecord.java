package org.patientjourney.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Change.AppliedDelivery;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.run.JourneyActivities;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;
import org.patientjourney.workflows.run.JourneyActivities.JourneyRecord;
import org.patientjourney.workflows.run.JourneyActivities.RecordOutcome;

/** The journey's record in memory: same contract as PostgreSQL's, no more. */
public final class FakeRecord implements JourneyActivities {
  private final List<JourneyRecord> revisions = new CopyOnWriteArrayList<>();
  private final List<WebhookDeliveryId> awaited = new CopyOnWriteArrayList<>();
  private final JourneyPolicy policy;
  private JourneyState state;
  private int claims;
  private @Nullable JourneyState restored;
  private boolean isEnded;
  private @Nullable String claimedBy;
  private volatile boolean isDown;
  private volatile @Nullable JournalKind interrupted;
  private volatile Runnable interruption = () -> {};
  private volatile @Nullable JournalKind lost;
  private volatile UnaryOperator<JourneyRecord> lostRecording = UnaryOperator.identity();

  public FakeRecord(JourneyState state, JourneyPolicy policy) {
    this.state = state;
    this.policy = policy;
  }

  @Override
  public JourneyClaim claim(JourneyId journey, String runId) {
    failWhenDown();
    return claimed(runId);
  }

  private synchronized JourneyClaim claimed(String runId) {
    claims++;
    state = restored == null ? state : restored;
    restored = null;
    claimedBy = isEnded ? "ended:" + runId : runId;
    return new JourneyClaim(runId, isEnded, state, policy);
  }

  @Override
  public RecordOutcome record(JourneyRecord revision) {
    failWhenDown();
    if (revision.entries().stream().anyMatch(entry -> entry.kind() == interrupted)) {
      interrupted = null;
      interruption.run();
    }
    if (revision.entries().stream().anyMatch(entry -> entry.kind() == lost)) {
      lost = null;
      store(lostRecording.apply(revision));
    }
    return store(revision);
  }

  private void failWhenDown() {
    if (isDown) {
      throw new IllegalStateException("PostgreSQL cannot be reached");
    }
  }

  /** While it is down each call fails. */
  public void down(boolean newDown) {
    isDown = newDown;
  }

  boolean isDown() {
    return isDown;
  }

  /**
   * The first revision with such an entry was recorded before, otherwise, by a workflow task whose
   * end Temporal never received.
   */
  public void loseTask(JournalKind kind, UnaryOperator<JourneyRecord> recorded) {
    lost = kind;
    lostRecording = recorded;
  }

  /** Something that happens while the first revision with such an entry is being recorded. */
  public void during(JournalKind kind, Runnable happening) {
    interrupted = kind;
    interruption = happening;
  }

  private synchronized RecordOutcome store(JourneyRecord revision) {
    if (!revision.claimedBy().equals(claimedBy)) {
      return RecordOutcome.SUPERSEDED;
    }
    if (revision.state().revision() != state.revision() + 1) {
      return RecordOutcome.OUT_OF_STEP;
    }
    Closure closure = revision.state().closure();
    if (closure != null && !closure.outcome().isByCommand() && isAwaitingBeside(revision)) {
      return RecordOutcome.DELIVERY_UNAPPLIED;
    }
    revisions.add(revision);
    state = revision.state();
    return RecordOutcome.RECORDED;
  }

  /** How often the journey was claimed. */
  public synchronized int claims() {
    return claims;
  }

  /** Another run takes the journey over. */
  public synchronized void claimedByAnother() {
    claimedBy = "another";
  }

  /** Before the next claim the record is restored to an earlier moment. */
  public synchronized void restoreBeforeClaim(JourneyState earlier) {
    restored = earlier;
  }

  /** The run that claims next had closed the journey, which was reopened for another one. */
  public synchronized void endRunBeforeClaim() {
    isEnded = true;
  }

  /** A delivery is stored and not applied. */
  public void awaits(WebhookDeliveryId delivery) {
    awaited.add(delivery);
  }

  /** A delivery turned out to belong to another journey. */
  public void awaitsNoMore(WebhookDeliveryId delivery) {
    awaited.remove(delivery);
  }

  private boolean isAwaitingBeside(JourneyRecord revision) {
    List<WebhookDeliveryId> applied =
        Stream.concat(deliveries().stream(), revision.deliveries().stream())
            .map(AppliedDelivery::deliveryId)
            .toList();
    return !applied.containsAll(awaited);
  }

  public synchronized JourneyState state() {
    return state;
  }

  public List<JournalKind> journal() {
    return revisions.stream()
        .flatMap(revision -> revision.entries().stream())
        .map(JournalEntry::kind)
        .toList();
  }

  /** How many journal entries came with one revision, at most. */
  public int mostEntries() {
    return revisions.stream().mapToInt(revision -> revision.entries().size()).max().orElse(0);
  }

  public JournalEntry lastEntry() {
    List<JournalEntry> entries = revisions.get(revisions.size() - 1).entries();
    return entries.get(entries.size() - 1);
  }

  public List<AlarmKind> alarms() {
    return revisions.stream()
        .flatMap(revision -> revision.alarms().stream())
        .map(alarm -> alarm.kind())
        .toList();
  }

  public List<AppliedDelivery> deliveries() {
    return revisions.stream().flatMap(revision -> revision.deliveries().stream()).toList();
  }

  public List<InviteAnswer> toldOthers() {
    List<InviteAnswer> merged = new ArrayList<>();
    revisions.stream().map(JourneyRecord::toOthers).filter(a -> a != null).forEach(merged::add);
    return merged;
  }
}
