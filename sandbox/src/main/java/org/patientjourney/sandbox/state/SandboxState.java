package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.patientjourney.sandbox.account.AccountSwitches;
import org.patientjourney.sandbox.account.SwitchedAccounts;
import org.patientjourney.sandbox.fault.ArmedFaults;
import org.patientjourney.sandbox.shape.Shape;

/** Everything the sandbox knows, the accounts' keys excepted; never edited, only replaced. */
public record SandboxState(
    Counters counters,
    Shape shape,
    SwitchedAccounts accounts,
    ArmedFaults faults,
    List<Call> calls,
    List<Invite> invites,
    List<Event> events) {

  /** The state of a sandbox that nobody has called. */
  public static final SandboxState EMPTY =
      new SandboxState(
          Counters.START,
          Shape.DOCUMENTED,
          SwitchedAccounts.NONE,
          ArmedFaults.NONE,
          List.of(),
          List.of(),
          List.of());

  public SandboxState {
    calls = List.copyOf(calls);
    invites = List.copyOf(invites);
    events = List.copyOf(events);
  }

  public SandboxState withShape(Shape next) {
    return new SandboxState(counters, next, accounts, faults, calls, invites, events);
  }

  public SandboxState withAccount(String clinic, AccountSwitches switches) {
    SwitchedAccounts all = accounts.with(clinic, switches);
    return new SandboxState(counters, shape, all, faults, calls, invites, events);
  }

  public SandboxState withFaults(ArmedFaults armed) {
    return new SandboxState(counters, shape, accounts, armed, calls, invites, events);
  }

  /** Adds a call under the next number. */
  public SandboxState withCall(Call call) {
    Counters next = counters.nextCall();
    return withCalls(next, plus(calls, call.numbered(next.call())));
  }

  /** Notes the code with which a held call was answered after all. */
  public SandboxState withAnsweredCall(int number, int code) {
    return withCalls(
        counters, replaced(calls, call -> call.number() == number, call -> call.answered(code)));
  }

  private SandboxState withCalls(Counters next, List<Call> all) {
    return new SandboxState(next, shape, accounts, faults, all, invites, events);
  }

  /** Adds an invite whose exams have the next ids. */
  public SandboxState withInvite(Invite invite) {
    Counters next = counters.nextPatientExams(invite.patientExams().size());
    return withInvites(next, plus(invites, invite));
  }

  public SandboxState withExam(long id, UnaryOperator<PatientExam> change) {
    return withInvites(
        counters, replaced(invites, i -> i.exam(id).isPresent(), i -> i.replacing(id, change)));
  }

  private SandboxState withInvites(Counters next, List<Invite> all) {
    return new SandboxState(next, shape, accounts, faults, calls, all, events);
  }

  /** Adds an event, if the exam's invite said where to. */
  public SandboxState withNewEvent(long patientExamId, EventContent content, Instant now) {
    // [seed] Without a webhook_url no event ever comes.
    if (inviteOf(patientExamId).map(Invite::webhookUrl).isEmpty()) {
      return this;
    }
    Counters next = counters.nextEvent();
    return withEvents(next, plus(events, Event.of(next.event(), patientExamId, content, now)));
  }

  public SandboxState withEvent(Event event) {
    return withEvents(counters, replaced(events, known -> known.id() == event.id(), e -> event));
  }

  private SandboxState withEvents(Counters next, List<Event> all) {
    return new SandboxState(next, shape, accounts, faults, calls, invites, all);
  }

  /** The meeting of a patient exam. */
  public Optional<Invite> inviteOf(long patientExamId) {
    return invites.stream().filter(i -> i.exam(patientExamId).isPresent()).findFirst();
  }

  public Optional<PatientExam> exam(long patientExamId) {
    return inviteOf(patientExamId).flatMap(invite -> invite.exam(patientExamId));
  }

  public Optional<Event> event(long id) {
    return events.stream().filter(event -> event.id() == id).findFirst();
  }

  private static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  private static <T> List<T> replaced(List<T> list, Predicate<T> which, UnaryOperator<T> change) {
    return list.stream().map(one -> which.test(one) ? change.apply(one) : one).toList();
  }
}
