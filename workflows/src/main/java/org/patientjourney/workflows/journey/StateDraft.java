package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.Attempt;
import org.patientjourney.workflows.fact.Cancellation;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Prescription;
import org.patientjourney.workflows.fact.ReportedStatus;
import org.patientjourney.workflows.fact.Resend;
import org.patientjourney.workflows.fact.Shipment;
import org.patientjourney.workflows.hold.Hold;
import org.patientjourney.workflows.journal.AppliedFact;
import org.patientjourney.workflows.order.JourneyTerms;

/** A state in the making: what is not set stays as it was. Lives within one method. */
final class StateDraft {
  JourneyTerms terms;
  long revision;
  List<Attempt> attempts;
  List<Resend> resendLog;
  List<ReportedStatus> reports;
  List<Prescription> prescriptions;
  @Nullable Instant prescriptionDoubtedAt;
  List<Shipment> shipments;
  @Nullable Instant followUpReadyAt;
  @Nullable Instant shipmentsSettledAt;
  List<Hold> holds;
  List<AppliedFact> applied;
  @Nullable Cancellation cancellation;
  @Nullable Closure closure;

  StateDraft(JourneyState state) {
    terms = state.terms();
    revision = state.revision();
    attempts = state.attempts();
    resendLog = state.resendLog();
    reports = state.reports();
    prescriptions = state.prescriptions();
    prescriptionDoubtedAt = state.prescriptionDoubtedAt();
    shipments = state.shipments();
    followUpReadyAt = state.followUpReadyAt();
    shipmentsSettledAt = state.shipmentsSettledAt();
    holds = state.holds();
    applied = state.applied();
    cancellation = state.cancellation();
    closure = state.closure();
  }

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
        holds,
        applied,
        cancellation,
        closure);
  }
}
