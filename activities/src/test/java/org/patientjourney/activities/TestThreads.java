package org.patientjourney.activities;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many callers at once. */
public final class TestThreads {
  private TestThreads() {}

  /** Lets so many threads do the work at the same time; a failure of one is the caller's. */
  public static <T> List<T> together(int number, Callable<T> work) throws Exception {
    return together(Collections.nCopies(number, work));
  }

  /** Does all of it at the same time, each in a thread of its own; answers in the given order. */
  public static <T> List<T> together(List<Callable<T>> works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    CyclicBarrier everybodyIsHere = new CyclicBarrier(works.size());
    List<Callable<T>> waiting =
        works.stream().map(work -> waitingFor(everybodyIsHere, work)).toList();
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(waiting, 60, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Callable<T> waitingFor(CyclicBarrier everybodyIsHere, Callable<T> work) {
    return () -> {
      everybodyIsHere.await(20, TimeUnit.SECONDS);
      return work.call();
    };
  }
}
