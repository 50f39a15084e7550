package org.patientjourney.activities.webhook;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.invite.InviteAttemptDao;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * Stores deliveries as encrypted raw bytes, before they are read.
 *
 * @param quarantinePerSource deliveries kept per source, an address, and day when their token is
 *     unknown
 */
public record WebhookStore(
    Jdbi jdbi, Encryption encryption, int quarantinePerSource, InstantSource clock) {
  /** What is kept of a body whose token is unknown, or that is too large. */
  public static final int KEPT_BYTES = 64 * 1024;

  /** Deliveries kept per day from all sources when their token is unknown. */
  public static final int QUARANTINE_TOTAL = 2_000;

  /** Each parameter is a column: one entry a delivery. Those with an unknown token are left out. */
  private static final String INSERT =
      """
      insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, body_key,
        body_size, truncated, misencoded, state, attempts, next_attempt_at)
      select id, meeting_id, number, received_at, body, body_key, size, truncated, misencoded,
        'RECEIVED', 0, received_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?)
        as incoming (id, token_hash, body, body_key, size, truncated, misencoded, received_at)
        join invite_attempt using (token_hash)
      returning delivery_id, meeting_id
      """;

  /**
   * A delivery that is not stored yet. Its token is not checked: only the statement that stores it
   * knows the attempts.
   *
   * @param body encrypted with a key of its own
   * @param bodyKey that key, encrypted
   * @param size of what was sent, in bytes; null when no header announced it
   * @param truncated whether the body is only the beginning of what was sent
   * @param misencoded whether the body is not in the content coding that its header announces
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Incoming(
      WebhookDeliveryId deliveryId,
      byte[] tokenHash,
      byte[] body,
      byte[] bodyKey,
      @Nullable Long size,
      boolean truncated,
      boolean misencoded,
      Instant receivedAt) {
    @Override
    public String toString() {
      return "Incoming[" + deliveryId + "]";
    }
  }

  public static String context(WebhookDeliveryId id) {
    return "webhook_delivery.body:" + id;
  }

  /**
   * A stored body as it came.
   *
   * @param bodyKey what it is encrypted with, ciphertext too; null once it is destroyed
   * @param destroyedAt when the key was destroyed, where that is known
   * @throws ErasedException when it is
   */
  public static byte[] opened(
      Encryption ring,
      WebhookDeliveryId id,
      byte[] body,
      byte @Nullable [] bodyKey,
      @Nullable Instant destroyedAt) {
    if (bodyKey == null) {
      throw new ErasedException("delivery " + id, destroyedAt);
    }
    return ring.under(bodyKey, context(id)).decrypt(body, context(id));
  }

  /** The attempt whose webhook URL has this token. */
  public Optional<InviteAttemptRow> find(WebhookToken token) {
    return jdbi.onDemand(InviteAttemptDao.class).findByToken(token.hash());
  }

  /** What was received, encrypted at once: no body waits in memory in the clear. */
  public Incoming encrypt(
      WebhookToken token, byte[] body, @Nullable Long size, boolean truncated, boolean misencoded) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    byte[] key = encryption.newDataKey(context(id));
    return new Incoming(
        id,
        token.hash(),
        encryption.under(key, context(id)).encrypt(body, context(id)),
        key,
        size,
        truncated,
        misencoded,
        clock.instant());
  }

  /**
   * Stores deliveries in one statement and one commit; by JDBC alone, because mapping costs as much
   * as storing.
   *
   * @return the meetings of those whose token is known; the others are not stored
   */
  public Map<WebhookDeliveryId, MeetingId> store(List<Incoming> deliveries) {
    return jdbi.withHandle(
        handle -> {
          try {
            return store(handle.getConnection(), deliveries);
          } catch (SQLException e) {
            throw new IllegalStateException("deliveries were not stored", e);
          }
        });
  }

  private static Map<WebhookDeliveryId, MeetingId> store(
      Connection connection, List<Incoming> deliveries) throws SQLException {
    Map<WebhookDeliveryId, MeetingId> stored = new HashMap<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      setColumn(insert, 1, "uuid", deliveries, delivery -> delivery.deliveryId().value());
      setColumn(insert, 2, "bytea", deliveries, Incoming::tokenHash);
      setColumn(insert, 3, "bytea", deliveries, Incoming::body);
      setColumn(insert, 4, "bytea", deliveries, Incoming::bodyKey);
      setColumn(insert, 5, "int8", deliveries, Incoming::size);
      setColumn(insert, 6, "bool", deliveries, Incoming::truncated);
      setColumn(insert, 7, "bool", deliveries, Incoming::misencoded);
      setColumn(insert, 8, "timestamptz", deliveries, Incoming::receivedAt);
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          stored.put(
              new WebhookDeliveryId(row.getObject(1, UUID.class)), new MeetingId(row.getString(2)));
        }
      }
    }
    return stored;
  }

  private static void setColumn(
      PreparedStatement insert,
      int parameter,
      String type,
      List<Incoming> deliveries,
      Function<Incoming, @Nullable Object> value)
      throws SQLException {
    @Nullable Object[] column =
        type.equals("bytea") ? new byte[deliveries.size()][] : new Object[deliveries.size()];
    Arrays.setAll(column, i -> value.apply(deliveries.get(i)));
    insert.setArray(parameter, insert.getConnection().createArrayOf(type, column));
  }

  /** Stores a delivery with an unknown token, up to a limit per source and day. */
  public boolean quarantine(String source, byte[] body, boolean complete) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    Instant now = clock.instant();
    boolean truncated = !complete || body.length > KEPT_BYTES;
    byte[] kept = Arrays.copyOf(body, Math.min(body.length, KEPT_BYTES));
    byte[] key = encryption.newDataKey(context(id));
    byte[] ciphertext = encryption.under(key, context(id)).encrypt(kept, context(id));
    return jdbi.onDemand(WebhookDeliveryDao.class)
        .quarantine(
            id,
            StoredJson.sha256(source),
            ciphertext,
            key,
            kept.length,
            truncated,
            now,
            now.minus(Duration.ofDays(1)),
            quarantinePerSource,
            QUARANTINE_TOTAL);
  }

  /** The body as it came. */
  public byte[] body(WebhookDelivery.WithBody stored) {
    return stored.opened(encryption);
  }
}
