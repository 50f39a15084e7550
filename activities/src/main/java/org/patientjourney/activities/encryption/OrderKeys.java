package org.patientjourney.activities.encryption;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/**
 * The key of each order, with which its personal data is encrypted. It is stored encrypted with the
 * configured keys; an erasure destroys it.
 */
public record OrderKeys(Encryption ring) {
  /**
   * An order's key as it is stored.
   *
   * @param wrapped ciphertext; null once it is destroyed
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record StoredKey(byte @Nullable [] wrapped, @Nullable Instant destroyedAt) {}

  /** A new one, to be stored with its order. */
  public byte[] create(ClinicId clinic, OrderId order) {
    return ring.newDataKey(context(clinic, order));
  }

  /**
   * What opens the order's data.
   *
   * @throws ErasedException when the key is destroyed
   */
  public Encryption opened(StoredKey key, ClinicId clinic, OrderId order) {
    byte[] wrapped = key.wrapped();
    if (wrapped == null) {
      throw new ErasedException("order " + clinic + ":" + order, key.destroyedAt());
    }
    return ring.under(wrapped, context(clinic, order));
  }

  /**
   * What opens the data of an order that was accepted.
   *
   * @throws ErasedException when the key is destroyed
   */
  public Encryption toRead(Handle handle, ClinicId clinic, OrderId order) {
    return opened(find(handle, clinic, order), clinic, order);
  }

  /** The same of a journey's order. */
  public Encryption toRead(Handle handle, JourneyId journey) {
    return toRead(handle, journey.clinic(), journey.orderId());
  }

  /**
   * What encrypts data of a journey's order. Of an erased order its key is kept nowhere: late words
   * about it are not readable.
   */
  public Encryption toWrite(Handle handle, JourneyId journey) {
    StoredKey key = find(handle, journey.clinic(), journey.orderId());
    return key.wrapped() == null
        ? ring.under(create(journey.clinic(), journey.orderId()), context(journey))
        : opened(key, journey.clinic(), journey.orderId());
  }

  /** Whether the key of a journey's order is destroyed. */
  public static boolean isDestroyed(Handle handle, JourneyId journey) {
    return find(handle, journey.clinic(), journey.orderId()).wrapped() == null;
  }

  /**
   * Fails when the order's key is destroyed.
   *
   * @throws ErasedException with the instant
   */
  public static void requireKept(Handle handle, JourneyId journey) {
    StoredKey key = find(handle, journey.clinic(), journey.orderId());
    if (key.wrapped() == null) {
      throw new ErasedException(
          "order " + journey.clinic() + ":" + journey.orderId(), key.destroyedAt());
    }
  }

  private static StoredKey find(Handle handle, ClinicId clinic, OrderId order) {
    return handle
        .attach(OrderKeyDao.class)
        .find(clinic, order)
        .orElseThrow(
            () -> new IllegalStateException("no key of order " + clinic + ":" + order + ": a bug"));
  }

  private static String context(JourneyId journey) {
    return context(journey.clinic(), journey.orderId());
  }

  private static String context(ClinicId clinic, OrderId order) {
    return "order_key:" + clinic + ":" + order;
  }

  interface OrderKeyDao {
    @SqlQuery(
        """
        select wrapped, destroyed_at from order_key
        where clinic = :clinic and order_id = :orderId
        """)
    Optional<StoredKey> find(ClinicId clinic, OrderId orderId);
  }
}
