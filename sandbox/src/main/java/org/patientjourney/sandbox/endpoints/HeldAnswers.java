package org.patientjourney.sandbox.endpoints;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Answers that wait until they are released. */
public final class HeldAnswers {
  private final Map<Integer, CompletableFuture<Boolean>> heldByCall = new ConcurrentHashMap<>();
  private final Duration longest;

  /** Waits no longer than this for a release. */
  public HeldAnswers(Duration longest) {
    this.longest = longest;
  }

  /** Waits; false when the call was not released in time. */
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
    await(longest);
  }

  public static void await(Duration wait) {
    new CompletableFuture<Boolean>()
        .completeOnTimeout(true, wait.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  public int count() {
    return heldByCall.size();
  }

  /** Releases all waiting answers and returns their number. */
  public int release() {
    List<CompletableFuture<Boolean>> waiting = List.copyOf(heldByCall.values());
    return (int) waiting.stream().filter(answer -> answer.complete(true)).count();
  }
}
