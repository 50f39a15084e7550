package org.patientjourney.sandbox.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Answers that wait until somebody releases them. */
public final class HeldAnswers {
  private final Map<Integer, CompletableFuture<Boolean>> heldByCall = new ConcurrentHashMap<>();
  private final Duration longest;

  public HeldAnswers(Duration longest) {
    this.longest = longest;
  }

  /** Waits; true when released, false when nobody did for too long. */
  public boolean awaitRelease(int call) {
    CompletableFuture<Boolean> release = new CompletableFuture<>();
    heldByCall.put(call, release);
    release.completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS);
    boolean released = release.join();
    heldByCall.remove(call);
    return released;
  }

  /** Waits as long as a connection may be held at all. */
  public void awaitLongest() {
    awaitEnd(longest);
  }

  /** Waits for this long. */
  public void awaitEnd(Duration wait) {
    new CompletableFuture<Boolean>()
        .completeOnTimeout(true, wait.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** How many answers wait now. */
  public int count() {
    return heldByCall.size();
  }

  /** Lets all waiting answers go, and says how many there were. */
  public int release() {
    List<CompletableFuture<Boolean>> waiting = List.copyOf(heldByCall.values());
    return (int) waiting.stream().filter(answer -> answer.complete(true)).count();
  }
}
