package org.patientjourney.sandbox.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes the state under one lock, and returns when the change is on disk. */
public final class StateStore {
  private final StateFile file;
  private final Object stateLock = new Object();
  private final Object fileLock = new Object();
  private Version current;
  private Version written;

  private record Version(long number, SandboxState state) {}

  /** A new state and a result. */
  public record Changed<T>(SandboxState state, T result) {}

  public StateStore(StateFile file) {
    this.file = file;
    this.current = new Version(0, file.stateAtStart());
    this.written = current;
  }

  /** The state on disk, or a newer one that is being written. */
  public SandboxState now() {
    synchronized (stateLock) {
      return current.state();
    }
  }

  /** Returns the new state once it is stored. */
  public SandboxState change(UnaryOperator<SandboxState> step) {
    return changeAndGet(
        state -> {
          SandboxState next = step.apply(state);
          return new Changed<>(next, next);
        });
  }

  /** Returns the step's result once its state is stored; a step that throws changes nothing. */
  @SuppressWarnings("ReferenceEquality") // a step that changes nothing returns what it was given
  public <T> T changeAndGet(Function<SandboxState, Changed<T>> step) {
    Changed<T> changed;
    long number;
    synchronized (stateLock) {
      changed = step.apply(current.state());
      if (changed.state() != current.state()) {
        current = new Version(current.number() + 1, changed.state());
      }
      number = current.number();
    }
    awaitWritten(number);
    return changed.result();
  }

  /** The oldest of these faults that may strike the clinic, which then has struck once. */
  public Optional<ArmedFault> takeFault(String clinic, Predicate<ArmedFault> which) {
    return changeAndGet(
        state -> {
          Optional<ArmedFault> armed = state.firstFault(clinic, which);
          return new Changed<>(armed.map(state::afterFault).orElse(state), armed);
        });
  }

  private void awaitWritten(long number) {
    synchronized (fileLock) {
      // One write serves all callers that waited for this lock.
      if (written.number() >= number) {
        return;
      }
      Version latest;
      synchronized (stateLock) {
        latest = current;
      }
      try {
        file.add(latest.state().changesSince(written.state()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      written = latest;
    }
  }
}
