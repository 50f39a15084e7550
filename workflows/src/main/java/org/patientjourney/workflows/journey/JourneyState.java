package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.fact.PreFill;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.ResendStatus;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.AppliedDelivery;
import org.patientjourney.workflows.journal.AppliedFact;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.meeting.Reminder;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * Where one journey stands: the snapshot that PostgreSQL keeps and a run claims. Ids and decisions
 * only; replaced, never edited. What is asked of it is derived in {@link Settlement}, {@link
 * Deadline} and {@link Errand}.
 *
 * @param revision how often it was recorded
 * @param prescriptionDoubtedAt when the latest event 1 was received whose status of the
 *     prescription is not good; null without one
 */
public record JourneyState(
    JourneyTerms terms,
    long revision,
    Facets facets,
    List<Attempt> attempts,
    List<Resend> resendLog,
    List<ReportedStatus> reports,
    List<Prescription> prescriptions,
    @Nullable Instant prescriptionDoubtedAt,
    List<Shipment> shipments,
    List<Hold> holds,
    List<AppliedFact> applied,
    @Nullable Cancellation cancellation,
    @Nullable Closure closure) {

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
    return new JourneyState(
        terms,
        0,
        terms.isFollowUp() ? Facets.BEFORE_DUE : Facets.AT_START,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  /** What the fact means to this journey: new, come again, or amended. Nothing is applied twice. */
  public Change merge(Fact fact, Moment moment) {
    boolean answersHold = fact.delivery().isPresent() && hasHold(HoldReason.DELIVERY_NOT_APPLIED);
    return answersHold
        ? withoutHolds(HoldReason.DELIVERY_NOT_APPLIED::equals).merged(fact, moment)
        : merged(fact, moment);
  }

  private Change merged(Fact fact, Moment moment) {
    AppliedFact seen = new AppliedFact(fact.key(this), fact.digest());
    if (isKnown(fact)) {
      return notedAs(
          fact, AppliedDelivery.Effect.DUPLICATE, JournalKind.DUPLICATE_RECEIVED, moment);
    }
    JourneyState remembering = withApplied(seen);
    if (hasApplied(seen.key())) {
      Change noted =
          remembering
              .notedAs(
                  fact, AppliedDelivery.Effect.AMENDMENT, JournalKind.AMENDMENT_RECEIVED, moment)
              .alarming(new Alarm(AlarmKind.AMENDED_EVENT, seen.key()));
      return fact.delivery().isPresent() && fact.isBelieved(this)
          ? noted.then(amended -> fact.amend(amended, moment))
          : noted;
    }
    Change change = fact.apply(remembering, moment);
    AppliedDelivery.Effect effect =
        fact.isRedelivery(this, moment)
            ? AppliedDelivery.Effect.DUPLICATE
            : AppliedDelivery.Effect.FACT;
    return fact.delivery().map(id -> change.applying(appliedAs(id, fact, effect))).orElse(change);
  }

  /** However often it comes: what is not believed once is not believed again. */
  public AppliedDelivery appliedAs(WebhookDeliveryId id, Fact fact, AppliedDelivery.Effect effect) {
    return new AppliedDelivery(
        id, fact.isBelieved(this) ? effect : AppliedDelivery.Effect.NOT_BELIEVED);
  }

  /** A command or answer that comes again leaves no trace; a delivery does: it is evidence. */
  private Change notedAs(
      Fact fact, AppliedDelivery.Effect effect, JournalKind kind, Moment moment) {
    return fact.delivery()
        .map(
            id ->
                Change.of(this)
                    .applying(appliedAs(id, fact, effect))
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

  public boolean hasHold(HoldReason reason) {
    return holds.stream().anyMatch(hold -> hold.reason() == reason);
  }

  public boolean isClosed() {
    return closure != null;
  }

  /** Whether the journey's line has nothing left to do but close. */
  public boolean isSettled() {
    return isClosed()
        || (holds.isEmpty()
            && (isCancelAccepted() || (facets.decision().isFinal() && isFulfilled())));
  }

  /** Whether no prescription and no parcel is waited for. */
  private boolean isFulfilled() {
    return facets.decision() != Decision.APPROVED
        || !terms.kind().mayPrescribe()
        || facets.fulfilment() == Fulfilment.NOT_TRACKED
        || facets.fulfilment() == Fulfilment.COMPLETE;
  }

  /** Whether the patient is still owed this follow-up: then nothing ends the journey by itself. */
  public boolean isOwedFollowUp() {
    return terms.isFollowUp()
        && (cancellation == null || cancellation.replaces())
        && facets.handover() != Handover.CONFIRMED;
  }

  public boolean isInvited() {
    return facets.invite() == InviteStatus.SENT;
  }

  /** Number of the latest attempt; 0 before the first. */
  public int lastAttempt() {
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }

  /** The attempt as known; one that this journey has not heard of yet is being sent. */
  public Attempt attempt(int number) {
    return attempts.stream()
        .filter(attempt -> attempt.number() == number)
        .findFirst()
        .orElse(new Attempt(number, InviteStatus.SENDING, terms.startsAt(), null));
  }

  public Resends resends() {
    return new Resends(resendLog);
  }

  /** Whether the provider said it of an attempt whose data were corrected since. */
  public boolean isOfTakenBack(ReportedStatus report) {
    return !report.byHand() && attempt(report.attempt()).takenBack();
  }

  /** When the first approval that can count reached us. */
  public Optional<Instant> approvedAt() {
    return reports.stream()
        .filter(report -> report.status() == ExamStatus.APPROVED && !isOfTakenBack(report))
        .map(ReportedStatus::receivedAt)
        .min(Instant::compareTo);
  }

  /** What was prescribed, but for what nobody decides by: see {@link TakenBack}. */
  public List<Prescription> followedPrescriptions() {
    return prescriptions.stream()
        .filter(prescription -> TakenBack.isFollowed(this, prescription.attempt()))
        .toList();
  }

  /** The parcels of it. */
  public List<Shipment> followedShipments() {
    return shipments.stream()
        .filter(parcel -> TakenBack.isFollowed(this, parcel.attempt()))
        .toList();
  }

  /** The statuses that count: see {@link Settlement}. */
  public List<ExamStatus> statuses() {
    return Settlement.counting(this).stream().map(ReportedStatus::status).toList();
  }

  public boolean isCancelAccepted() {
    return cancellation != null && cancellation.status() == Cancellation.Status.ACCEPTED;
  }

  /** Whether the cancellation that was asked for makes room for a new invite. */
  public boolean isReplacing() {
    return cancellation != null && cancellation.replaces();
  }

  public boolean isCancelRequested() {
    return cancellation != null && cancellation.status() == Cancellation.Status.REQUESTED;
  }

  /** Whether the exam is to be cancelled, or is and the journey is about to close. */
  public boolean isCancelling() {
    return isCancelRequested() || (isCancelAccepted() && !facets.decision().isFinal());
  }

  /** Whether the leader owes the provider a call. */
  public boolean mustSend() {
    return Errand.mustSend(this);
  }

  /** Whether the step of the invite has nothing left to do. */
  public boolean isInviteDone() {
    return Errand.isInviteDone(this);
  }

  /** Number of the attempt that the leader sends next: a started one is taken up again. */
  public int attemptToSend() {
    return facets.invite() == InviteStatus.SENDING ? lastAttempt() : lastAttempt() + 1;
  }

  /** The resend that is to be made now, if any. */
  public Optional<Resend> resendToMake() {
    return Errand.resendToMake(this);
  }

  /** From when on a resend may be made: at once when a person asked for it. */
  public Instant resendFrom(Resend resend, Moment moment) {
    return resend.cause() == Resend.Cause.COMMAND
        ? moment.now()
        : Reminder.withinSendHours(this, moment.policy(), moment.now());
  }

  /** The attempt whose questions the order's answers are to be given to, if any. */
  public Optional<Attempt> attemptToPreFill() {
    return Errand.attemptToPreFill(this);
  }

  /** Whether the provider, or the meeting, must be told that the exam shall not take place. */
  public boolean mustCancel() {
    return Errand.mustCancel(this);
  }

  /** The latest attempt, while the patient could take an exam that an earlier one decided. */
  public Optional<Attempt> superfluousAttempt() {
    return Errand.superfluousAttempt(this);
  }

  /** Whether the invite was made or given up without this journey, as asked. */
  public boolean isWithdrawn() {
    return !isClosed()
        && isCancelRequested()
        && !facets.decision().isFinal()
        && facets.invite() == InviteStatus.CANCELLED
        && !hasHold(HoldReason.DELIVERY_NOT_APPLIED);
  }

  /** When the line must act although nothing came; null while nobody has to. */
  public @Nullable Instant deadline(JourneyPolicy policy) {
    return Deadline.next(this, policy).map(Deadline::at).orElse(null);
  }

  /** What the passing of {@link #deadline} does. */
  public Change deadlinePassed(Moment moment) {
    return Deadline.next(this, moment.policy())
        .map(deadline -> deadline.passing().apply(this, moment))
        .orElseGet(() -> Change.of(this));
  }

  public Change sending(Moment moment) {
    int number = attemptToSend();
    return Change.of(awaitingAnswer(number, moment))
        .recording(JournalEntry.of(JournalKind.INVITE_SENDING, moment).with("attempt", number));
  }

  /** While an attempt that holds this journey's exam has no answer. */
  public JourneyState awaitingAnswer(int attempt, Moment moment) {
    return withAttempt(new Attempt(attempt, InviteStatus.SENDING, moment.now(), null))
        .withFacets(facets.withInvite(InviteStatus.SENDING));
  }

  /** With what became of the order's answers; whatever failed, the patient is asked instead. */
  public Change preFilled(Attempt attempt, PreFill outcome, Moment moment) {
    return Change.of(withAttempt(attempt(attempt.number()).preFilled(outcome)))
        .recording(
            JournalEntry.of(JournalKind.PRE_FILLED, moment)
                .with("attempt", attempt.number())
                .with("answers", outcome));
  }

  /** With the answer to a resend: the patient has a new try, and the clinic a link to hand over. */
  public Change resent(Resend resend, Moment moment) {
    JournalKind kind =
        switch (resend.status()) {
          case SENT -> JournalKind.INVITE_RESENT;
          case REFUSED -> JournalKind.RESEND_REFUSED;
          case REQUESTED, UNKNOWN, LEFT_TO_CLINIC -> JournalKind.RESEND_UNKNOWN;
        };
    boolean handOverAgain =
        resend.status() == ResendStatus.SENT && terms.contact() == PatientContact.CLINIC;
    JourneyState answered =
        handOverAgain ? withFacets(facets.withHandover(Handover.NOT_DUE)) : this;
    if (resend.status() == ResendStatus.SENT) {
      answered = answered.withoutHolds(reason -> reason == HoldReason.LINK_EXPIRED);
    }
    return answered
        .withResend(resend)
        .settle(moment)
        .recording(
            JournalEntry.of(kind, moment)
                .with("attempt", resend.attempt())
                .with("cause", resend.cause()));
  }

  public Change close(Closure.Outcome outcome, Moment moment) {
    JourneyState closed =
        with(
            draft -> {
              draft.holds = List.of();
              draft.closure = new Closure(outcome, moment.now());
            });
    return Change.of(closed)
        .recording(JournalEntry.of(JournalKind.CLOSED, moment).with("outcome", outcome));
  }

  /** The outcome that a settled journey closes with. */
  public Closure.Outcome settledOutcome() {
    return switch (facets.decision()) {
      case APPROVED -> Closure.Outcome.APPROVED;
      case REJECTED -> Closure.Outcome.REJECTED;
      case PENDING, MISSED, NOT_APPLICABLE, DEFERRED, NEEDS_REVIEW -> Closure.Outcome.CANCELLED;
    };
  }

  /** What a fact comes to that reaches a closed journey. */
  public Change takeLate(Fact fact, Moment moment) {
    return reopened().settle(moment).state().merge(fact, moment);
  }

  /**
   * Whether a closed journey would stand elsewhere, need a person, or know of more medicines or
   * parcels, if it knew the fact.
   */
  public boolean isReopenedBy(Fact fact, Moment moment) {
    if (!fact.mayReopen()) {
      return false;
    }
    JourneyState open = reopened().settle(moment).state();
    JourneyState merged = open.merge(fact, moment).state();
    return !merged.facets().equals(open.facets())
        || !merged.holds().equals(open.holds())
        || !merged.prescriptions().equals(open.prescriptions())
        || !merged.shipments().equals(open.shipments());
  }

  /** Whether the approval stands: not against a rejection, nor against an accepted cancellation. */
  public boolean isCleared() {
    return facets.decision() == Decision.APPROVED && !Settlement.isContradicted(this);
  }

  public JourneyState withRevision(long newRevision) {
    return with(draft -> draft.revision = newRevision);
  }

  public JourneyState withFacets(Facets newFacets) {
    return with(draft -> draft.facets = newFacets);
  }

  public JourneyState withAttempt(Attempt attempt) {
    List<Attempt> others = without(attempts, known -> known.number() == attempt.number());
    others.add(attempt);
    others.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return with(draft -> draft.attempts = others);
  }

  public JourneyState withResend(Resend resend) {
    return with(draft -> draft.resendLog = resends().with(resend).all());
  }

  public JourneyState withReports(List<ReportedStatus> newReports) {
    return with(draft -> draft.reports = newReports);
  }

  public JourneyState withReport(ReportedStatus report) {
    return with(draft -> draft.reports = plus(reports, report));
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

  /** With a hold; a reason that holds already keeps its date. */
  public JourneyState withHold(Hold hold) {
    return hasHold(hold.reason()) ? this : with(draft -> draft.holds = plus(holds, hold));
  }

  public JourneyState withoutHolds(Predicate<HoldReason> released) {
    return with(draft -> draft.holds = without(holds, hold -> released.test(hold.reason())));
  }

  public JourneyState withHoldAskedAgain(Hold hold, Instant now) {
    List<Hold> asked = new ArrayList<>(holds);
    asked.replaceAll(known -> known.equals(hold) ? known.askedAgain(now) : known);
    return with(draft -> draft.holds = asked);
  }

  public JourneyState withCancellation(@Nullable Cancellation newCancellation) {
    return with(draft -> draft.cancellation = newCancellation);
  }

  /** The same journey in a meeting of its own. */
  public JourneyState leadingItself() {
    return with(draft -> draft.terms = terms.inMeeting(MeetingId.ledBy(terms.journeyId())));
  }

  /** The same journey before it was closed: for a fact that came too late. */
  public JourneyState reopened() {
    return with(draft -> draft.closure = null);
  }

  private JourneyState withApplied(AppliedFact fact) {
    return with(draft -> draft.applied = plus(applied, fact));
  }

  private JourneyState with(Consumer<StateDraft> change) {
    StateDraft draft = new StateDraft(this);
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
}
