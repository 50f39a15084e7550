package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Fault.ArmedFault;

/**
 * Everything the sandbox knows except the accounts' keys. Calls, invites and events are only added
 * and replaced, so their numbers follow from the lists.
 *
 * @param accounts by clinic; a clinic that is not in it fulfils everything
 */
public record SandboxState(
    Shape shape,
    SortedMap<String, Accounts.Switches> accounts,
    List<ArmedFault> faults,
    List<Call> calls,
    List<Invite> invites,
    List<Event> events) {

  // Ids look like those of the published samples: the first exam is 601001.
  private static final long LAST_ID_BEFORE = 601000;

  static final SandboxState EMPTY =
      new SandboxState(
          Shape.DOCUMENTED,
          Collections.emptySortedMap(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public SandboxState withShape(Shape next) {
    return new SandboxState(next, accounts, faults, calls, invites, events);
  }

  public Accounts.Switches switchesOf(String clinic) {
    return accounts.getOrDefault(clinic, Accounts.Switches.ALL_FULFILLED);
  }

  public SandboxState withAccount(String clinic, Accounts.Switches switches) {
    SortedMap<String, Accounts.Switches> all = new TreeMap<>(accounts);
    all.put(clinic, switches);
    return new SandboxState(shape, all, faults, calls, invites, events);
  }

  /** The oldest of these faults that may strike the clinic now. */
  public Optional<ArmedFault> firstFault(String clinic, Predicate<ArmedFault> which) {
    return faults.stream().filter(a -> a.concerns(clinic) && which.test(a)).findFirst();
  }

  public boolean isArmed(Event event, Fault fault) {
    return firstFault(clinicOf(event), armed -> armed.fault() == fault).isPresent();
  }

  public SandboxState withFault(ArmedFault fault) {
    return withFaults(plus(faults, fault));
  }

  public SandboxState withoutFaults() {
    return withFaults(List.of());
  }

  /** After this fault struck once. */
  public SandboxState afterFault(ArmedFault struck) {
    List<ArmedFault> left = new ArrayList<>(faults);
    int at = left.indexOf(struck);
    struck.usedOnce().ifPresentOrElse(next -> left.set(at, next), () -> left.remove(at));
    return withFaults(left);
  }

  private SandboxState withFaults(List<ArmedFault> armed) {
    return new SandboxState(shape, accounts, armed, calls, invites, events);
  }

  public int nextCall() {
    return calls.size() + 1;
  }

  public SandboxState withCall(Call call) {
    return withCalls(plus(calls, call));
  }

  /** Records the answer of a call that was held. */
  public SandboxState withAnsweredCall(int number, int code) {
    return withCalls(
        replaced(
            calls,
            call -> call.number() == number,
            call -> call.listed(number, code, call.fault())));
  }

  private SandboxState withCalls(List<Call> all) {
    return new SandboxState(shape, accounts, faults, all, invites, events);
  }

  public long nextPatientExam() {
    return LAST_ID_BEFORE
        + 1
        + invites.stream().mapToLong(invite -> invite.patientExams().size()).sum();
  }

  public SandboxState withInvite(Invite invite) {
    return withInvites(plus(invites, invite));
  }

  public SandboxState withExam(PatientExam changed) {
    return withInvites(
        replaced(
            invites,
            invite -> invite.exam(changed.patientExamId()).isPresent(),
            invite -> invite.withExam(changed)));
  }

  private SandboxState withInvites(List<Invite> all) {
    return new SandboxState(shape, accounts, faults, calls, all, events);
  }

  /** Adds an event, if the exam's invite named a webhook. */
  public SandboxState withNewEvent(long patientExamId, Event.Content content, Instant now) {
    if (inviteOf(patientExamId).map(Invite::webhookUrl).isEmpty()) {
      return this;
    }
    return withEvents(plus(events, Event.of(events.size() + 1L, patientExamId, content, now)));
  }

  public SandboxState withEvent(Event event) {
    return withEvents(replaced(events, known -> known.id() == event.id(), known -> event));
  }

  private SandboxState withEvents(List<Event> all) {
    return new SandboxState(shape, accounts, faults, calls, invites, all);
  }

  public Optional<Invite> inviteOf(long patientExamId) {
    return invites.stream().filter(i -> i.exam(patientExamId).isPresent()).findFirst();
  }

  public String clinicOf(Event event) {
    return inviteOf(event.patientExamId()).orElseThrow().clinic();
  }

  public Optional<PatientExam> exam(long patientExamId) {
    return inviteOf(patientExamId).flatMap(invite -> invite.exam(patientExamId));
  }

  public Stream<PatientExam> exams() {
    return invites.stream().flatMap(invite -> invite.patientExams().stream());
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

  /** This state with only what is new or replaced in its lists. */
  SandboxState changesSince(SandboxState earlier) {
    return new SandboxState(
        shape,
        accounts,
        faults,
        changed(earlier.calls, calls),
        changed(earlier.invites, invites),
        changed(earlier.events, events));
  }

  /** The state after these changes, in their order. */
  SandboxState after(List<SandboxState> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    SandboxState last = changes.get(changes.size() - 1);
    return new SandboxState(
        last.shape,
        last.accounts,
        last.faults,
        merged(changes, SandboxState::calls, Call::number),
        merged(changes, SandboxState::invites, Invite::meetingUuid),
        merged(changes, SandboxState::events, Event::id));
  }

  private static <T> List<T> changed(List<T> from, List<T> to) {
    return IntStream.range(0, to.size())
        .filter(at -> at >= from.size() || from.get(at) != to.get(at))
        .<T>mapToObj(to::get)
        .toList();
  }

  private <T> List<T> merged(
      List<SandboxState> changes, Function<SandboxState, List<T>> list, Function<T, Object> id) {
    Map<Object, T> all = new LinkedHashMap<>();
    Stream.concat(Stream.of(this), changes.stream())
        .flatMap(state -> list.apply(state).stream())
        .forEach(one -> all.put(id.apply(one), one));
    return List.copyOf(all.values());
  }
}
