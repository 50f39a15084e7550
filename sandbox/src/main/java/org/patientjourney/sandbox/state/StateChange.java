package org.patientjourney.sandbox.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.patientjourney.sandbox.account.SwitchedAccounts;
import org.patientjourney.sandbox.fault.ArmedFaults;
import org.patientjourney.sandbox.shape.Shape;

/** What a later state has that an earlier one had not: of its lists, what is new or replaced. */
record StateChange(
    Counters counters,
    Shape shape,
    SwitchedAccounts accounts,
    ArmedFaults faults,
    List<Call> calls,
    List<Invite> invites,
    List<Event> events) {

  StateChange {
    calls = List.copyOf(calls);
    invites = List.copyOf(invites);
    events = List.copyOf(events);
  }

  /** Between two states of one sandbox, whose lists only grow and keep their order. */
  static StateChange between(SandboxState from, SandboxState to) {
    return new StateChange(
        to.counters(),
        to.shape(),
        to.accounts(),
        to.faults(),
        changed(from.calls(), to.calls()),
        changed(from.invites(), to.invites()),
        changed(from.events(), to.events()));
  }

  /** The state behind all of these; one that is in the state already does no harm. */
  static SandboxState after(SandboxState state, List<StateChange> changes) {
    if (changes.isEmpty()) {
      return state;
    }
    StateChange last = changes.get(changes.size() - 1);
    return new SandboxState(
        last.counters,
        last.shape,
        last.accounts,
        last.faults,
        merged(state.calls(), changes, StateChange::calls, Call::number),
        merged(state.invites(), changes, StateChange::invites, Invite::meetingUuid),
        merged(state.events(), changes, StateChange::events, Event::id));
  }

  private static <T> List<T> changed(List<T> from, List<T> to) {
    return IntStream.range(0, to.size())
        .filter(at -> at >= from.size() || from.get(at) != to.get(at))
        .<T>mapToObj(to::get)
        .toList();
  }

  private static <T> List<T> merged(
      List<T> first,
      List<StateChange> changes,
      Function<StateChange, List<T>> of,
      Function<T, Object> id) {
    Map<Object, T> all = new LinkedHashMap<>();
    first.forEach(one -> all.put(id.apply(one), one));
    changes.forEach(change -> of.apply(change).forEach(one -> all.put(id.apply(one), one)));
    return List.copyOf(all.values());
  }
}
