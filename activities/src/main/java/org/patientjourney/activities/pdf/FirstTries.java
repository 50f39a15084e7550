package org.patientjourney.activities.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;

/**
 * Copies that the insert of their links has claimed for this process: no statement claims them, and
 * their links need not be read. After a crash they are due when the claim's lease ends.
 */
public final class FirstTries {
  private final int capacity;
  private final Queue<DuePdf> waiting = new ArrayDeque<>();
  private boolean tookSome;

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

  synchronized void add(DuePdf claimed) {
    waiting.add(claimed);
  }

  /** None at each second call at least, so that the rows that are due have their turn. */
  synchronized List<DuePdf> take(int limit) {
    List<DuePdf> taken = new ArrayList<>();
    while (!tookSome && taken.size() < limit && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    tookSome = !taken.isEmpty();
    return taken;
  }
}
