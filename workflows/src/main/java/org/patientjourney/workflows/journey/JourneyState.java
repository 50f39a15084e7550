package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.exam.Decision;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.ReportedStatus;
import org.patientjourney.workflows.invite.Attempt;
import org.patientjourney.workflows.invite.InviteStatus;

/**
 * Where one journey stands: the snapshot that PostgreSQL keeps and a run claims. Ids and decisions
 * only; replaced, never edited.
 *
 * @param schemaVersion of this record, raised when its shape changes
 * @param revision how often it was recorded
 * @param resends of the invite by which a status that is not final may be reported anew
 */
public record JourneyState(
    int schemaVersion,
    JourneyTerms terms,
    long revision,
    Facets facets,
    List<Attempt> attempts,
    int resends,
    List<ReportedStatus> reports,
    List<Hold> holds,
    List<AppliedFact> applied,
    @Nullable Closure closure) {

  public static final int SCHEMA_VERSION = 1;

  public JourneyState {
    attempts = List.copyOf(attempts);
    reports = List.copyOf(reports);
    holds = List.copyOf(holds);
    applied = List.copyOf(applied);
  }

  public static JourneyState atStart(JourneyTerms terms) {
    return new JourneyState(
        SCHEMA_VERSION,
        terms,
        0,
        Facets.AT_START,
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** What the fact means to this journey: new, come again, or amended. Nothing is applied twice. */
  public Change merge(Fact fact, Moment moment) {
    AppliedFact seen = new AppliedFact(fact.key(this), fact.digest());
    if (applied.contains(seen)) {
      return notedAs(
          fact, AppliedDelivery.Effect.DUPLICATE, JournalKind.DUPLICATE_RECEIVED, moment);
    }
    JourneyState remembering = withApplied(seen);
    if (hasApplied(seen.key())) {
      return remembering
          .notedAs(fact, AppliedDelivery.Effect.AMENDMENT, JournalKind.AMENDMENT_RECEIVED, moment)
          .alarming(new Alarm(AlarmKind.AMENDED_EVENT, seen.key()));
    }
    Change change = fact.apply(remembering, moment);
    return fact.delivery()
        .map(id -> change.applying(new AppliedDelivery(id, AppliedDelivery.Effect.FACT)))
        .orElse(change);
  }

  /** A command or answer that comes again leaves no trace; a delivery does: it is evidence. */
  private Change notedAs(
      Fact fact, AppliedDelivery.Effect effect, JournalKind kind, Moment moment) {
    return fact.delivery()
        .map(
            id ->
                Change.of(this)
                    .applying(new AppliedDelivery(id, effect))
                    .recording(
                        JournalEntry.of(kind, moment)
                            .with("delivery", id)
                            .with("digest", fact.digest())))
        .orElse(Change.of(this));
  }

  /** Brings facets and holds in line with attempts and reports, whatever order they came in. */
  public Change settle(Moment moment) {
    JourneyState settled = Settlement.of(this, moment);
    boolean newContradiction =
        settled.hasHold(HoldReason.CONTRADICTION) && !hasHold(HoldReason.CONTRADICTION);
    return newContradiction
        ? Change.of(settled).alarming(new Alarm(AlarmKind.CONTRADICTION, "consultation"))
        : Change.of(settled);
  }

  public boolean hasApplied(String key) {
    return applied.stream().anyMatch(fact -> fact.key().equals(key));
  }

  public boolean hasHold(HoldReason reason) {
    return holds.stream().anyMatch(hold -> hold.reason() == reason);
  }

  public boolean isClosed() {
    return closure != null;
  }

  /** Whether the journey's line has nothing left to do but close. */
  public boolean isSettled() {
    return isClosed() || (facets.decision().isFinal() && holds.isEmpty());
  }

  public boolean isInvited() {
    return facets.invite() == InviteStatus.SENT;
  }

  /** Whether the leader owes the provider a call. */
  public boolean mustSend() {
    return terms.isLeader()
        && (facets.invite() == InviteStatus.NOT_SENT || facets.invite() == InviteStatus.SENDING);
  }

  /** Number of the latest attempt; 0 before the first. */
  public int lastAttempt() {
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }

  /** Number of the attempt that the leader sends next: a started one is taken up again. */
  public int attemptToSend() {
    return facets.invite() == InviteStatus.SENDING ? lastAttempt() : lastAttempt() + 1;
  }

  /** The attempt as known; one that this journey has not heard of yet is being sent. */
  public Attempt attempt(int number) {
    return attempts.stream()
        .filter(attempt -> attempt.number() == number)
        .findFirst()
        .orElse(new Attempt(number, InviteStatus.SENDING, terms.orderedAt(), null));
  }

  public List<ExamStatus> statuses() {
    return reports.stream().map(ReportedStatus::status).toList();
  }

  /** When the line must act although nothing came; null while a person or nobody has to. */
  public @Nullable Instant deadline(JourneyPolicy policy) {
    return Deadline.of(this, policy);
  }

  /** What the passing of {@link #deadline} does. */
  public Change deadlinePassed(Moment moment) {
    return Deadline.passed(this, moment);
  }

  public Change sending(Moment moment) {
    int number = attemptToSend();
    return Change.of(
            withAttempt(new Attempt(number, InviteStatus.SENDING, moment.now(), null))
                .withFacets(facets.withInvite(InviteStatus.SENDING)))
        .recording(JournalEntry.of(JournalKind.INVITE_SENDING, moment).with("attempt", number));
  }

  public Change close(Closure.Outcome outcome, Moment moment) {
    JourneyState closed =
        copy(
            revision,
            facets,
            attempts,
            reports,
            List.of(),
            applied,
            new Closure(outcome, moment.now()));
    return Change.of(closed)
        .recording(JournalEntry.of(JournalKind.CLOSED, moment).with("outcome", outcome));
  }

  /** The outcome that a final decision closes with. */
  public Closure.Outcome decidedOutcome() {
    return facets.decision() == Decision.APPROVED
        ? Closure.Outcome.APPROVED
        : Closure.Outcome.REJECTED;
  }

  public JourneyState withRevision(long newRevision) {
    return copy(newRevision, facets, attempts, reports, holds, applied, closure);
  }

  public JourneyState withFacets(Facets newFacets) {
    return copy(revision, newFacets, attempts, reports, holds, applied, closure);
  }

  public JourneyState withAttempt(Attempt attempt) {
    List<Attempt> others = without(attempts, known -> known.number() == attempt.number());
    others.add(attempt);
    others.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return copy(revision, facets, others, reports, holds, applied, closure);
  }

  public JourneyState withReport(ReportedStatus report) {
    List<ReportedStatus> more = new ArrayList<>(reports);
    more.add(report);
    return copy(revision, facets, attempts, more, holds, applied, closure);
  }

  public JourneyState withHold(Hold hold) {
    if (hasHold(hold.reason())) {
      return this;
    }
    List<Hold> more = new ArrayList<>(holds);
    more.add(hold);
    return withHolds(more);
  }

  public JourneyState withoutHolds(Predicate<HoldReason> released) {
    return withHolds(without(holds, hold -> released.test(hold.reason())));
  }

  /** The same journey before it was closed: for a fact that came too late. */
  public JourneyState reopened() {
    return copy(revision, facets, attempts, reports, holds, applied, null);
  }

  private JourneyState copy(
      long newRevision,
      Facets newFacets,
      List<Attempt> newAttempts,
      List<ReportedStatus> newReports,
      List<Hold> newHolds,
      List<AppliedFact> newApplied,
      @Nullable Closure newClosure) {
    return new JourneyState(
        schemaVersion,
        terms,
        newRevision,
        newFacets,
        newAttempts,
        resends,
        newReports,
        newHolds,
        newApplied,
        newClosure);
  }

  private JourneyState withHolds(List<Hold> newHolds) {
    return copy(revision, facets, attempts, reports, newHolds, applied, closure);
  }

  private JourneyState withApplied(AppliedFact fact) {
    List<AppliedFact> more = new ArrayList<>(applied);
    more.add(fact);
    return copy(revision, facets, attempts, reports, holds, more, closure);
  }

  private static <T> List<T> without(List<T> all, Predicate<T> dropped) {
    return new ArrayList<>(all.stream().filter(dropped.negate()).toList());
  }
}
