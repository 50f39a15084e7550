package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.fault.ArmedFaults;

/** Everything the sandbox knows, accounts excepted; never edited, only replaced. */
public record SandboxState(
    Counters counters,
    ErrorBody errorBody,
    ArmedFaults faults,
    List<Call> calls,
    List<Invite> invites,
    List<Event> events) {

  /** The state of a sandbox that nobody has called. */
  public static final SandboxState EMPTY =
      new SandboxState(
          Counters.START, ErrorBody.BOTH, ArmedFaults.NONE, List.of(), List.of(), List.of());

  public SandboxState {
    calls = List.copyOf(calls);
    invites = List.copyOf(invites);
    events = List.copyOf(events);
  }

  public SandboxState withErrorBody(ErrorBody shape) {
    return new SandboxState(counters, shape, faults, calls, invites, events);
  }

  public SandboxState withFaults(ArmedFaults armed) {
    return new SandboxState(counters, errorBody, armed, calls, invites, events);
  }

  /** Adds a call under the next number. */
  public SandboxState withCall(Call call) {
    Counters next = counters.nextCall();
    List<Call> all = plus(calls, call.numbered(next.call()));
    return new SandboxState(next, errorBody, faults, all, invites, events);
  }

  /** Notes the code with which a held call was answered after all. */
  public SandboxState withAnsweredCall(int number, int code) {
    List<Call> all = replaced(calls, call -> call.number() == number, call -> call.answered(code));
    return new SandboxState(counters, errorBody, faults, all, invites, events);
  }

  /** Adds an invite whose exams have the next ids. */
  public SandboxState withInvite(Invite invite) {
    Counters next = counters.nextPatientExams(invite.patientExams().size());
    return new SandboxState(next, errorBody, faults, calls, plus(invites, invite), events);
  }

  public SandboxState withEvent(Event event) {
    List<Event> all = replaced(events, known -> known.id() == event.id(), known -> event);
    return new SandboxState(counters, errorBody, faults, calls, invites, all);
  }

  /** The meeting of a patient exam. */
  public Optional<Invite> inviteOf(long patientExamId) {
    return invites.stream().filter(i -> i.exam(patientExamId).isPresent()).findFirst();
  }

  public Optional<Event> event(long id) {
    return events.stream().filter(event -> event.id() == id).findFirst();
  }

  /** The next planned decision about an exam becomes true. */
  public SandboxState decidedAsPlanned(PatientExam exam, String reason, Instant now) {
    ExamStatus status = exam.next().orElseThrow().status();
    return decided(exam, e -> e.decidedAsPlanned(status)).withNewEvent(exam, status, reason, now);
  }

  /** Somebody plays the provider; the plan of the exam ends. */
  public SandboxState decidedByHand(
      PatientExam exam, ExamStatus status, @Nullable String reason, Instant now) {
    return decided(exam, e -> e.decidedByHand(status)).withNewEvent(exam, status, reason, now);
  }

  private SandboxState decided(PatientExam exam, UnaryOperator<PatientExam> change) {
    long id = exam.patientExamId();
    List<Invite> all = replaced(invites, i -> i.exam(id).isPresent(), i -> i.replacing(id, change));
    return new SandboxState(counters, errorBody, faults, calls, all, events);
  }

  private SandboxState withNewEvent(
      PatientExam exam, ExamStatus status, @Nullable String reason, Instant now) {
    long examId = exam.patientExamId();
    // [seed] Without a webhook_url no event ever comes.
    if (inviteOf(examId).map(Invite::webhookUrl).isEmpty()) {
      return this;
    }
    Counters next = counters.nextEvent();
    Event event = Event.consultationCompleted(next.event(), examId, status, reason, now);
    return new SandboxState(next, errorBody, faults, calls, invites, plus(events, event));
  }

  private static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  private static <T> List<T> replaced(List<T> list, Predicate<T> which, UnaryOperator<T> change) {
    return list.stream().map(one -> which.test(one) ? change.apply(one) : one).toList();
  }
}
