package org.patientjourney.activities.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Stores deliveries as encrypted raw bytes, before they are read. */
public final class WebhookStore {
  /** Deliveries kept per sender and day when their token is unknown. */
  static final int QUARANTINE_LIMIT = 20;

  /** Deliveries kept per day from all senders. */
  static final int QUARANTINE_TOTAL = 2_000;

  private final Jdbi jdbi;
  private final Encryption encryption;
  private final InstantSource clock;

  public WebhookStore(Jdbi jdbi, Encryption encryption, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.clock = clock;
  }

  /** The context that a stored body is encrypted in. */
  public static String context(WebhookDeliveryId id) {
    return "webhook_delivery.body:" + id;
  }

  /** The context that a quarantined body is encrypted in. */
  public static String quarantineContext(WebhookDeliveryId id) {
    return "quarantined_delivery.body:" + id;
  }

  /** The attempt whose webhook URL has this token. */
  public Optional<InviteAttemptRow> find(WebhookToken token) {
    return jdbi.withExtension(InviteAttemptDao.class, dao -> dao.findByToken(token.hash()));
  }

  /**
   * What was received, encrypted at once: no body waits in memory in the clear.
   *
   * @param size of what was sent, in bytes; null when its sender did not announce it
   */
  public IncomingDelivery encrypt(
      WebhookToken token, byte[] body, @Nullable Long size, boolean truncated, boolean misencoded) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    return new IncomingDelivery(
        id,
        token.hash(),
        encryption.encrypt(body, context(id)),
        size,
        truncated,
        misencoded,
        clock.instant());
  }

  /**
   * Stores deliveries in one statement and one commit.
   *
   * @return the meetings of those whose token is known; the others are not stored
   */
  public Map<WebhookDeliveryId, MeetingId> store(List<IncomingDelivery> deliveries) {
    int count = deliveries.size();
    String[] ids = new String[count];
    byte[][] tokenHashes = new byte[count][];
    byte[][] bodies = new byte[count][];
    @Nullable Long[] sizes = new Long[count];
    Boolean[] truncated = new Boolean[count];
    Boolean[] misencoded = new Boolean[count];
    String[] receivedAt = new String[count];
    for (int i = 0; i < count; i++) {
      IncomingDelivery delivery = deliveries.get(i);
      ids[i] = delivery.deliveryId().toString();
      tokenHashes[i] = delivery.tokenHash();
      bodies[i] = delivery.body();
      sizes[i] = delivery.size();
      truncated[i] = delivery.truncated();
      misencoded[i] = delivery.misencoded();
      receivedAt[i] = delivery.receivedAt().toString();
    }
    return jdbi.withExtension(
        WebhookDeliveryDao.class,
        dao -> dao.insert(ids, tokenHashes, bodies, sizes, truncated, misencoded, receivedAt));
  }

  /** Stores a delivery with an unknown token, up to a limit per sender and day. */
  public boolean quarantine(String source, byte[] body) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    Instant now = clock.instant();
    byte[] ciphertext = encryption.encrypt(body, quarantineContext(id));
    return jdbi.withExtension(
        QuarantineDao.class,
        dao ->
            dao.quarantine(
                id,
                StoredJson.sha256(source),
                ciphertext,
                now,
                now.minus(Duration.ofDays(1)),
                QUARANTINE_LIMIT,
                QUARANTINE_TOTAL));
  }

  /** The body of a quarantined delivery as it came. */
  public byte[] body(QuarantinedRow row) {
    return encryption.decrypt(row.body(), quarantineContext(row.deliveryId()));
  }

  /**
   * Takes a delivery out of quarantine, as one of a journey; part of the caller's transaction.
   *
   * @return whether it was there
   */
  public boolean release(
      Handle handle,
      QuarantinedRow row,
      JourneyId journey,
      MeetingId meeting,
      int attempt,
      String by) {
    byte[] body = body(row);
    byte[] ciphertext = encryption.encrypt(body, context(row.deliveryId()));
    return handle
            .attach(WebhookDeliveryDao.class)
            .insertAssigned(
                row.deliveryId(),
                journey,
                meeting,
                attempt,
                row.receivedAt(),
                ciphertext,
                body.length,
                by,
                clock.instant())
        && handle.attach(QuarantineDao.class).markAssigned(row.deliveryId());
  }

  /** The body as it came. */
  public byte[] body(WebhookDeliveryId id) {
    DeliveryBody stored =
        jdbi.withExtension(WebhookDeliveryDao.class, dao -> dao.findWithBody(id))
            .orElseThrow(() -> new IllegalStateException("no delivery " + id + ": a bug"));
    return encryption.decrypt(stored.body(), context(id));
  }
}
