package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.workflows.fact.Resend;

/** All resends of a journey, oldest first. */
public record Resends(List<Resend> all) {
  public Resends {
    all = List.copyOf(all);
  }

  public Optional<Resend> requested(int attempt) {
    return of(attempt, Resend.Status.REQUESTED).findFirst();
  }

  public int requestedBy(Resend.Cause cause, int attempt) {
    return (int)
        all.stream()
            .filter(resend -> resend.attempt() == attempt && resend.cause() == cause)
            .count();
  }

  /** How often the patient got a new try. */
  public int made() {
    return madeBefore(Instant.MAX);
  }

  /**
   * The same for what reached us at an instant: a delivery that comes again belongs where it was.
   */
  public int madeBefore(Instant receivedAt) {
    return (int)
        all.stream()
            .filter(resend -> resend.status() == Resend.Status.SENT)
            .filter(resend -> resend.at().isBefore(receivedAt))
            .count();
  }

  /** Those that count against the provider's limit. */
  public int madeFor(int attempt) {
    return sent(attempt) + (int) of(attempt, Resend.Status.UNKNOWN).count();
  }

  public int sent(int attempt) {
    return (int) of(attempt, Resend.Status.SENT).count();
  }

  public Optional<Instant> lastSentAt(int attempt) {
    return of(attempt, Resend.Status.SENT).map(Resend::at).max(Instant::compareTo);
  }

  /** With the resend, in place of the same one if it is there. */
  public Resends with(Resend resend) {
    List<Resend> more = new ArrayList<>(all);
    more.replaceAll(known -> known.isSameAs(resend) ? resend : known);
    if (!more.contains(resend)) {
      more.add(resend);
    }
    return new Resends(more);
  }

  private Stream<Resend> of(int attempt, Resend.Status status) {
    return all.stream().filter(resend -> resend.attempt() == attempt && resend.status() == status);
  }
}
