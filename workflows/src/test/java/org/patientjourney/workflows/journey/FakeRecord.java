package org.patientjourney.workflows.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.meeting.InviteAnswer;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** The journey's record in memory: same contract as PostgreSQL's, no more. */
final class FakeRecord implements JourneyActivities {
  private final List<JourneyRecord> revisions = new CopyOnWriteArrayList<>();
  private final List<WebhookDeliveryId> awaited = new CopyOnWriteArrayList<>();
  private final JourneyPolicy policy;
  private JourneyState state;
  private long epoch;
  private volatile @Nullable JournalKind interrupted;
  private volatile Runnable interruption = () -> {};
  private final AtomicReference<Runnable> whileClaiming = new AtomicReference<>(() -> {});

  FakeRecord(JourneyState state, JourneyPolicy policy) {
    this.state = state;
    this.policy = policy;
  }

  @Override
  public JourneyClaim claim(JourneyId journey, @Nullable String runId) {
    whileClaiming.getAndSet(() -> {}).run();
    return claimed();
  }

  private synchronized JourneyClaim claimed() {
    epoch++;
    return new JourneyClaim(state, epoch, policy);
  }

  @Override
  public RecordOutcome record(JourneyRecord revision) {
    if (revision.entries().stream().anyMatch(entry -> entry.kind() == interrupted)) {
      interrupted = null;
      interruption.run();
    }
    return store(revision);
  }

  /** Something that happens while the first revision with such an entry is being recorded. */
  void during(JournalKind kind, Runnable happening) {
    interrupted = kind;
    interruption = happening;
  }

  /** Something that happens while the first run is claiming the journey. */
  void duringClaim(Runnable happening) {
    whileClaiming.set(happening);
  }

  private synchronized RecordOutcome store(JourneyRecord revision) {
    if (revision.epoch() < epoch) {
      return RecordOutcome.SUPERSEDED;
    }
    if (revision.state().revision() != state.revision() + 1) {
      return RecordOutcome.DIVERGED;
    }
    Closure closure = revision.state().closure();
    if (closure != null && !closure.outcome().isByCommand() && isAwaiting()) {
      return RecordOutcome.DELIVERY_UNAPPLIED;
    }
    revisions.add(revision);
    state = revision.state();
    return RecordOutcome.RECORDED;
  }

  /** How many runs have claimed the journey. */
  synchronized long epoch() {
    return epoch;
  }

  /** Another run takes the journey over. */
  synchronized void claimedByAnother() {
    epoch++;
  }

  /** A delivery is stored and not applied. */
  void awaits(WebhookDeliveryId delivery) {
    awaited.add(delivery);
  }

  /** A delivery turned out to belong to another journey. */
  void awaitsNoMore(WebhookDeliveryId delivery) {
    awaited.remove(delivery);
  }

  private boolean isAwaiting() {
    List<WebhookDeliveryId> applied =
        deliveries().stream().map(AppliedDelivery::deliveryId).toList();
    return !applied.containsAll(awaited);
  }

  synchronized JourneyState state() {
    return state;
  }

  List<JournalKind> journal() {
    return revisions.stream()
        .flatMap(revision -> revision.entries().stream())
        .map(JournalEntry::kind)
        .toList();
  }

  JournalEntry lastEntry() {
    List<JournalEntry> entries = revisions.get(revisions.size() - 1).entries();
    return entries.get(entries.size() - 1);
  }

  List<AlarmKind> alarms() {
    return revisions.stream()
        .flatMap(revision -> revision.alarms().stream())
        .map(alarm -> alarm.kind())
        .toList();
  }

  List<AppliedDelivery> deliveries() {
    return revisions.stream().flatMap(revision -> revision.deliveries().stream()).toList();
  }

  List<InviteAnswer> toldMembers() {
    List<InviteAnswer> told = new ArrayList<>();
    revisions.stream().map(JourneyRecord::toMembers).filter(a -> a != null).forEach(told::add);
    return told;
  }
}
