package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Fault.ArmedFault;

/**
 * Everything the sandbox knows except the accounts' keys. Calls, invites and events are only added
 * and replaced, so their numbers follow from the lists.
 *
 * @param clockOffsetMillis how far the sandbox's clock is ahead of the wall clock
 * @param accounts by clinic; a clinic that is not in it fulfils everything
 */
public record SandboxState(
    long clockOffsetMillis,
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
          0,
          Shape.DOCUMENTED,
          Collections.emptySortedMap(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public SandboxState withClockOffset(long millis) {
    return new SandboxState(millis, shape, accounts, faults, calls, invites, events);
  }

  public SandboxState withShape(Shape next) {
    return new SandboxState(clockOffsetMillis, next, accounts, faults, calls, invites, events);
  }

  public Accounts.Switches switchesOf(String clinic) {
    return accounts.getOrDefault(clinic, Accounts.Switches.ALL_FULFILLED);
  }

  public SandboxState withAccount(String clinic, Accounts.Switches switches) {
    SortedMap<String, Accounts.Switches> all = new TreeMap<>(accounts);
    all.put(clinic, switches);
    return new SandboxState(clockOffsetMillis, shape, all, faults, calls, invites, events);
  }

  /** The oldest of these faults that may strike the clinic now. */
  public Optional<ArmedFault> firstFault(String clinic, Predicate<ArmedFault> which) {
    return faults.stream().filter(a -> a.concerns(clinic) && which.test(a)).findFirst();
  }

  public boolean isArmed(Event event, Fault fault) {
    return faults.stream()
        .anyMatch(armed -> armed.fault() == fault && armed.concerns(clinicOf(event)));
  }

  public SandboxState withFault(ArmedFault fault) {
    return withFaults(Stream.concat(faults.stream(), Stream.of(fault)).toList());
  }

  /** After this fault struck once. */
  public SandboxState afterFault(ArmedFault struck) {
    List<ArmedFault> left = new ArrayList<>(faults);
    int at = left.indexOf(struck);
    struck.usedOnce().ifPresentOrElse(next -> left.set(at, next), () -> left.remove(at));
    return withFaults(left);
  }

  public SandboxState withFaults(List<ArmedFault> armed) {
    return new SandboxState(clockOffsetMillis, shape, accounts, armed, calls, invites, events);
  }

  public int nextCall() {
    return calls.size() + 1;
  }

  public SandboxState withCall(Call call) {
    List<Call> all = put(calls, call, Call::number);
    return new SandboxState(clockOffsetMillis, shape, accounts, faults, all, invites, events);
  }

  /** Records the answer of a call that was held. */
  public SandboxState withAnsweredCall(int number, int code) {
    Call held = calls.get(number - 1);
    return withCall(held.listed(number, code, held.fault()));
  }

  public long nextPatientExam() {
    return LAST_ID_BEFORE + 1 + exams().count();
  }

  public SandboxState withInvite(Invite invite) {
    List<Invite> all = put(invites, invite, Invite::meetingUuid);
    return new SandboxState(clockOffsetMillis, shape, accounts, faults, calls, all, events);
  }

  public SandboxState withExam(PatientExam changed) {
    return withInvite(inviteOf(changed.patientExamId()).orElseThrow().withExam(changed));
  }

  /** Adds an event, if the exam's invite named a webhook. */
  public SandboxState withNewEvent(long patientExamId, Event.Content content, Instant now) {
    return inviteOf(patientExamId).map(Invite::webhookUrl).isEmpty()
        ? this
        : withEvent(Event.of(events.size() + 1L, patientExamId, content, now));
  }

  public SandboxState withEvent(Event event) {
    List<Event> all = put(events, event, Event::id);
    return new SandboxState(clockOffsetMillis, shape, accounts, faults, calls, invites, all);
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

  /** Replaces the one with the same id, else adds it. */
  private static <T> List<T> put(List<T> list, T one, Function<T, Object> id) {
    List<T> next = new ArrayList<>(list);
    int at = next.size() - 1;
    while (at >= 0 && !id.apply(next.get(at)).equals(id.apply(one))) {
      at--;
    }
    if (at < 0) {
      next.add(one);
    } else {
      next.set(at, one);
    }
    return Collections.unmodifiableList(next);
  }

  /** This state with only what is new or replaced in its lists. */
  SandboxState changesSince(SandboxState earlier) {
    return new SandboxState(
        clockOffsetMillis,
        shape,
        accounts,
        faults,
        changed(earlier.calls, calls),
        changed(earlier.invites, invites),
        changed(earlier.events, events));
  }

  private static <T> List<T> changed(List<T> from, List<T> to) {
    return IntStream.range(0, to.size())
        .filter(at -> at >= from.size() || from.get(at) != to.get(at))
        .<T>mapToObj(to::get)
        .toList();
  }

  /** The state after a change, which has only what is new or replaced in its lists. */
  SandboxState after(SandboxState change) {
    SandboxState next =
        new SandboxState(
            change.clockOffsetMillis,
            change.shape,
            change.accounts,
            change.faults,
            calls,
            invites,
            events);
    for (Call call : change.calls) {
      next = next.withCall(call);
    }
    for (Invite invite : change.invites) {
      next = next.withInvite(invite);
    }
    for (Event event : change.events) {
      next = next.withEvent(event);
    }
    return next;
  }
}
