package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.CallPause;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.policy.Moment;

/**
 * What is known of one journey: the snapshot that PostgreSQL keeps and a run claims. Ids and
 * decisions only; replaced, never edited. Where it stands is derived: {@link Facets}, {@link
 * Rules}.
 *
 * @param revision how often it was recorded
 * @param prescriptionDoubtedAt when the latest event 1 was received whose status of the
 *     prescription is not good; null without one
 * @param followUpReadyAt when a follow-up that was due was found ready to be sent; null before
 * @param shipmentsSettledAt when corrections of the parcels had been waited for; null before
 * @param pause the latest one of its calls; null without one
 * @param holds what a person was asked and has not answered
 */
public record JourneyState(
    JourneyTerms terms,
    long revision,
    List<Attempt> attempts,
    List<Resend> resendLog,
    List<ReportedStatus> reports,
    List<Prescription> prescriptions,
    @Nullable Instant prescriptionDoubtedAt,
    List<Shipment> shipments,
    @Nullable Instant followUpReadyAt,
    @Nullable Instant shipmentsSettledAt,
    @Nullable CallPause pause,
    List<Hold> holds,
    List<AppliedFact> applied,
    @Nullable Cancellation cancellation,
    @Nullable Closure closure) {

  /**
   * Characters of keys and digests: some 200 to 350 events, where a patient's exam has a dozen. The
   * server ends a run that hands it 2 MB; the SDK fails a task that merges for a second.
   */
  private static final int FULL = 30_000;

  public JourneyState {
    attempts = List.copyOf(attempts);
    resendLog = List.copyOf(resendLog);
    reports = List.copyOf(reports);
    prescriptions = List.copyOf(prescriptions);
    shipments = List.copyOf(shipments);
    holds = List.copyOf(holds);
    applied = List.copyOf(applied);
  }

  public static JourneyState atStart(JourneyTerms terms) {
    List<Attempt> none = List.of();
    return new JourneyState(
        terms, 0, none, List.of(), List.of(), List.of(), null, List.of(), null, null, null,
        List.of(), List.of(), null, null);
  }

  public Facets facets() {
    return Facets.of(this);
  }

  public InviteStatus invite() {
    return Facets.invite(this);
  }

  public Decision decision() {
    return Decision.of(reported().statuses());
  }

  public Reports reported() {
    return new Reports(this);
  }

  public boolean isContradicted() {
    return reported().isContradicted();
  }

  /** Whether it is approved without contradiction by a rejection or an accepted cancellation. */
  public boolean isCleared() {
    return decision() == Decision.APPROVED && !isContradicted();
  }

  public Medicines medicines() {
    return Medicines.of(this);
  }

  public Resends resends() {
    return new Resends(resendLog);
  }

  /** Whether exactly this fact was applied before, and no other fact has replaced it since. */
  public boolean isKnown(Fact fact) {
    return applied.contains(new AppliedFact(fact.key(this), fact.digest()))
        && !fact.isReversal(this);
  }

  /** Whether the fact was applied, replaced by another one, and applied again. */
  public boolean isAppliedAgain(Fact fact) {
    return Collections.frequency(applied, new AppliedFact(fact.key(this), fact.digest())) > 1;
  }

  public boolean hasApplied(String key) {
    return applied.stream().anyMatch(fact -> fact.key().equals(key));
  }

  /** Whether it has merged more than the provider has to say of one exam. */
  public boolean isFull() {
    return applied.stream().mapToInt(fact -> fact.key().length() + fact.digest().length()).sum()
        > FULL;
  }

  public boolean hasHold(HoldReason reason) {
    return holds.stream().anyMatch(hold -> hold.reason() == reason);
  }

  public boolean isClosed() {
    return closure != null;
  }

  public boolean isInvited() {
    return invite() == InviteStatus.SENT;
  }

  public int lastAttempt() {
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }

  public Attempt latestAttempt() {
    return attempt(lastAttempt());
  }

  /** The attempt as known; one that is not known yet is being sent. */
  public Attempt attempt(int number) {
    return attempts.stream()
        .filter(attempt -> attempt.number() == number)
        .findFirst()
        .orElse(new Attempt(number, InviteStatus.SENDING, terms.startsAt(), null));
  }

  /** Number of the attempt that is sent next: a started one is taken up again. */
  public int attemptToSend() {
    return invite() == InviteStatus.SENDING ? lastAttempt() : lastAttempt() + 1;
  }

  public Optional<Instant> firstReportOf(ExamStatus status) {
    return reports.stream()
        .filter(report -> report.status() == status && !reported().isOfSuperseded(report))
        .map(ReportedStatus::receivedAt)
        .min(Instant::compareTo);
  }

  public Optional<Instant> approvedAt() {
    return firstReportOf(ExamStatus.APPROVED);
  }

  /** Whether the patient is still owed this follow-up: then nothing ends the journey by itself. */
  public boolean isOwedFollowUp() {
    return terms.isFollowUp()
        && (cancellation == null || cancellation.replaces())
        && facets().handover() != Handover.CONFIRMED;
  }

  public boolean isCancelRequested() {
    return hasCancellation(Cancellation.Status.REQUESTED);
  }

  public boolean isCancelAccepted() {
    return hasCancellation(Cancellation.Status.ACCEPTED);
  }

  private boolean hasCancellation(Cancellation.Status status) {
    return cancellation != null && cancellation.status() == status;
  }

  /** Whether the cancellation that was asked for is followed by a new invite. */
  public boolean isReplacing() {
    return cancellation != null && cancellation.replaces();
  }

  /** Whether the exam is to be cancelled, or is and the journey is about to close. */
  public boolean isCancelling() {
    return isCancelRequested() || (isCancelAccepted() && !decision().isFinal());
  }

  public Closure.Outcome settledOutcome() {
    return switch (decision()) {
      case APPROVED -> Closure.Outcome.APPROVED;
      case REJECTED -> Closure.Outcome.REJECTED;
      case PENDING, MISSED, NOT_APPLICABLE, DEFERRED, NEEDS_REVIEW -> Closure.Outcome.CANCELLED;
    };
  }

  public Change close(Closure.Outcome outcome, Moment moment) {
    return close(outcome, moment, JournalKind.CLOSED.at(moment));
  }

  public Change close(Closure.Outcome outcome, Moment moment, JournalEntry entry) {
    JourneyState closed =
        with(
            draft -> {
              draft.holds = List.of();
              draft.closure = new Closure(outcome, moment.now());
            });
    return Change.of(closed).recording(entry.with("outcome", outcome));
  }

  public JourneyState reopened() {
    return with(draft -> draft.closure = null);
  }

  public JourneyState withRevision(long newRevision) {
    return with(draft -> draft.revision = newRevision);
  }

  public JourneyState withAttempt(Attempt attempt) {
    List<Attempt> others = without(attempts, known -> known.number() == attempt.number());
    others.add(attempt);
    others.sort(Comparator.comparingInt(Attempt::number));
    return with(draft -> draft.attempts = others);
  }

  public JourneyState withoutAttempt(int number) {
    return with(draft -> draft.attempts = without(attempts, attempt -> attempt.number() == number));
  }

  public JourneyState withEachAttempt(UnaryOperator<Attempt> change) {
    return with(draft -> draft.attempts = attempts.stream().map(change).toList());
  }

  /** While an attempt that holds this journey's exam has no answer. */
  public JourneyState awaitingAnswer(int attempt, Moment moment) {
    return withAttempt(new Attempt(attempt, InviteStatus.SENDING, moment.now(), null));
  }

  public JourneyState withResend(Resend resend) {
    return with(draft -> draft.resendLog = resends().with(resend).all());
  }

  public JourneyState withReports(List<ReportedStatus> newReports) {
    return with(draft -> draft.reports = newReports);
  }

  public JourneyState withPrescription(Prescription prescription) {
    return with(draft -> draft.prescriptions = plus(prescriptions, prescription));
  }

  public JourneyState withPrescriptionDoubt(Instant receivedAt) {
    Instant known = prescriptionDoubtedAt;
    return known != null && known.isAfter(receivedAt)
        ? this
        : with(draft -> draft.prescriptionDoubtedAt = receivedAt);
  }

  /** A parcel that is known already is not counted twice. */
  public JourneyState withShipment(Shipment shipment) {
    return shipments.stream().anyMatch(shipment::isSameParcel)
        ? this
        : with(draft -> draft.shipments = plus(shipments, shipment));
  }

  public JourneyState withShipmentsSettled(Instant now) {
    return with(draft -> draft.shipmentsSettledAt = now);
  }

  public JourneyState withPause(@Nullable CallPause newPause) {
    return with(draft -> draft.pause = newPause);
  }

  /** Whether a call of it waits because calls to the provider are paused. */
  public boolean isPaused() {
    return pause != null && pause.endedAt() == null && !isClosed();
  }

  public JourneyState withFollowUpReady(Instant now) {
    return with(draft -> draft.followUpReadyAt = now);
  }

  /** With a hold; a reason that holds already keeps its date. */
  public JourneyState withHold(Hold hold) {
    return hasHold(hold.reason()) ? this : with(draft -> draft.holds = plus(holds, hold));
  }

  public JourneyState withHold(HoldReason reason, Moment moment) {
    return withHold(new Hold(reason, moment.now(), null));
  }

  public JourneyState withoutHolds(Predicate<HoldReason> released) {
    return with(draft -> draft.holds = without(holds, hold -> released.test(hold.reason())));
  }

  public JourneyState withoutHold(HoldReason... released) {
    return withoutHolds(List.of(released)::contains);
  }

  JourneyState withHoldAskedAgain(Hold hold, Instant now) {
    List<Hold> asked = new ArrayList<>(holds);
    asked.replaceAll(known -> known.equals(hold) ? known.askedAgain(now) : known);
    return with(draft -> draft.holds = asked);
  }

  public JourneyState withCancellation(@Nullable Cancellation newCancellation) {
    return with(draft -> draft.cancellation = newCancellation);
  }

  public JourneyState inOwnMeeting() {
    return with(draft -> draft.terms = terms.inMeeting(MeetingId.sentBy(terms.journeyId())));
  }

  JourneyState withApplied(Fact fact) {
    return with(
        draft -> draft.applied = plus(applied, new AppliedFact(fact.key(this), fact.digest())));
  }

  private JourneyState with(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.toState();
  }

  private static <T> List<T> plus(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private static <T> List<T> without(List<T> all, Predicate<T> dropped) {
    return new ArrayList<>(all.stream().filter(dropped.negate()).toList());
  }

  /** A fact that the journey has seen: what it meant, and the digest of what it said. */
  public record AppliedFact(String key, String digest) {}

  /** A state in the making: what is not set stays as it was. */
  private final class Draft {
    JourneyTerms terms = JourneyState.this.terms;
    long revision = JourneyState.this.revision;
    List<Attempt> attempts = JourneyState.this.attempts;
    List<Resend> resendLog = JourneyState.this.resendLog;
    List<ReportedStatus> reports = JourneyState.this.reports;
    List<Prescription> prescriptions = JourneyState.this.prescriptions;
    @Nullable Instant prescriptionDoubtedAt = JourneyState.this.prescriptionDoubtedAt;
    List<Shipment> shipments = JourneyState.this.shipments;
    @Nullable Instant followUpReadyAt = JourneyState.this.followUpReadyAt;
    @Nullable Instant shipmentsSettledAt = JourneyState.this.shipmentsSettledAt;
    @Nullable CallPause pause = JourneyState.this.pause;
    List<Hold> holds = JourneyState.this.holds;
    List<AppliedFact> applied = JourneyState.this.applied;
    @Nullable Cancellation cancellation = JourneyState.this.cancellation;
    @Nullable Closure closure = JourneyState.this.closure;

    JourneyState toState() {
      return new JourneyState(
          terms,
          revision,
          attempts,
          resendLog,
          reports,
          prescriptions,
          prescriptionDoubtedAt,
          shipments,
          followUpReadyAt,
          shipmentsSettledAt,
          pause,
          holds,
          applied,
          cancellation,
          closure);
    }
  }
}
