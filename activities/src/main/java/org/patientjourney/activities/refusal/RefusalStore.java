package org.patientjourney.activities.refusal;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.order.JourneyId;

/** Stores the provider's refusals for the operator who must find the cause. */
public final class RefusalStore {
  private final Encryption encryption;

  public RefusalStore(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Part of the caller's transaction, which may run again: an answer has one instant.
   *
   * @param refusedAt read once, before the first try of the transaction
   */
  public void keep(
      Handle handle, JourneyId journey, ProviderCall call, String text, Instant refusedAt) {
    handle
        .attach(RefusalDao.class)
        .insertIfAbsent(journey, call, refusedAt, encryption.encryptText(text, context(journey)));
  }

  /** Oldest first. */
  public List<Refusal> find(Handle handle, JourneyId journey) {
    return handle.attach(RefusalDao.class).findByJourney(journey).stream()
        .map(
            row ->
                new Refusal(
                    row.refusedAt(),
                    row.call(),
                    encryption.decryptText(row.text(), context(journey))))
        .toList();
  }

  private static String context(JourneyId journey) {
    return "provider_refusal.text:" + journey;
  }
}
