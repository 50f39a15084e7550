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
public final class StateDraft {
  JourneyTerms terms;
  long revision;
  Facets facets;
  List<Attempt> attempts;
  List<Resend> resendLog;
  List<ReportedStatus> reports;
  List<Prescription> prescriptions;
  @Nullable Instant prescriptionDoubtedAt;
  List<Shipment> shipments;
  List<Hold> holds;
  List<AppliedFact> applied;
  @Nullable Cancellation cancellation;
  @Nullable Closure closure;

  public StateDraft(JourneyState state) {
    terms = state.terms();
    revision = state.revision();
    facets = state.facets();
    attempts = state.attempts();
    resendLog = state.resendLog();
    reports = state.reports();
    prescriptions = state.prescriptions();
    prescriptionDoubtedAt = state.prescriptionDoubtedAt();
    shipments = state.shipments();
    holds = state.holds();
    applied = state.applied();
    cancellation = state.cancellation();
    closure = state.closure();
  }

  public JourneyState toState() {
    return new JourneyState(
        terms,
        revision,
        facets,
        attempts,
        resendLog,
        reports,
        prescriptions,
        prescriptionDoubtedAt,
        shipments,
        holds,
        applied,
        cancellation,
        closure);
  }
}
