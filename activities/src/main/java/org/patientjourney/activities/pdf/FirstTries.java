package org.patientjourney.activities.pdf;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;

/**
 * Copies that the insert of their links has claimed for this process: no statement claims them, and
 * their links need not be read. Those that a process leaves when it stops are due when the claim's
 * lease ends.
 */
public final class FirstTries {
  private final int capacity;
  private final Queue<Claimed> waiting = new ArrayDeque<>();
  private boolean tookSome;

  /**
   * A copy of this process until then.
   *
   * @param until half of the lease: the tries behind it need the other half
   */
  private record Claimed(DuePdf due, Instant until) {}

  private FirstTries(int capacity) {
    this.capacity = capacity;
  }

  /** Of a process that copies PDFs; about as many may wait. */
  public static FirstTries upTo(int capacity) {
    return new FirstTries(capacity);
  }

  /** Of a process that copies none. */
  public static FirstTries none() {
    return new FirstTries(0);
  }

  /** Whether an insert may claim a copy; else it is due at once, for any process. */
  synchronized boolean hasRoom() {
    return waiting.size() < capacity;
  }

  synchronized void add(DuePdf due, Instant now) {
    waiting.add(new Claimed(due, now.plus(PdfCopies.LEASE.dividedBy(2))));
  }

  /**
   * Those that waited too long are left to their lease. After a call that returned some the next
   * returns none, so that the rows that are due have their turn.
   */
  synchronized List<DuePdf> take(int limit, Instant now) {
    List<DuePdf> taken = new ArrayList<>();
    while (!tookSome && taken.size() < limit && !waiting.isEmpty()) {
      Claimed next = waiting.remove();
      if (now.isBefore(next.until())) {
        taken.add(next.due());
      }
    }
    tookSome = !taken.isEmpty();
    return taken;
  }
}
