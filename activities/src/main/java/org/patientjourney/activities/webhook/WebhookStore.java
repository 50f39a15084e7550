package org.patientjourney.activities.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** Takes deliveries in: the raw bytes, encrypted, before anybody has understood them. */
public final class WebhookStore {
  /** Deliveries kept per sender and day when their token is unknown. */
  static final int QUARANTINE_LIMIT = 20;

  /** Deliveries kept a day, whoever sends them. */
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

  /** Stores a delivery that announced no content coding. */
  public WebhookDeliveryId accept(
      InviteAttemptRow attempt, byte[] body, boolean truncated, @Nullable Long size) {
    return accept(attempt, body, truncated, false, size);
  }

  /**
   * Stores a delivery.
   *
   * @param truncated whether {@code body} is only the beginning of what was sent
   * @param misencoded whether {@code body} is not in the content coding that its sender announced
   * @param size of what was sent, in bytes; null when its sender did not say
   */
  public WebhookDeliveryId accept(
      InviteAttemptRow attempt,
      byte[] body,
      boolean truncated,
      boolean misencoded,
      @Nullable Long size) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    byte[] ciphertext = encryption.encrypt(body, context(id));
    jdbi.useExtension(
        WebhookDeliveryDao.class,
        dao ->
            dao.insert(
                id,
                attempt.meetingId(),
                attempt.number(),
                ciphertext,
                size,
                truncated,
                misencoded,
                clock.instant()));
    return id;
  }

  /** Keeps a delivery that nobody asked for, up to a bound for each sender and day. */
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
                false,
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
