package org.patientjourney.sandbox.state;

import java.util.List;
import java.util.Optional;

/** One exam of a meeting; {@code planUsed} counts the planned decisions that are done with. */
public record PatientExam(
    long patientExamId, int examId, ExamStatus status, List<PlannedDecision> plan, int planUsed) {

  public PatientExam {
    plan = List.copyOf(plan);
  }

  /** A new exam with the decisions that its test name asks for. */
  public static PatientExam pending(long id, int examId, List<PlannedDecision> plan) {
    return new PatientExam(id, examId, ExamStatus.PENDING, plan, 0);
  }

  /** The next planned decision, if one is left. */
  public Optional<PlannedDecision> next() {
    return plan.stream().skip(planUsed).findFirst();
  }

  PatientExam decidedAsPlanned(ExamStatus decided) {
    return new PatientExam(patientExamId, examId, decided, plan, planUsed + 1);
  }

  /** A decision by hand ends the plan: otherwise the plan would soon contradict it. */
  PatientExam decidedByHand(ExamStatus decided) {
    return new PatientExam(patientExamId, examId, decided, plan, plan.size());
  }
}
