package org.patientjourney.activities.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.intake.StoreDeliveryDao.StoredBody;
import org.patientjourney.workflows.order.ClinicId;

/** Stores what stores send as encrypted raw bytes, before it is read. */
public record StoreDeliveries(Jdbi jdbi, Encryption encryption, InstantSource clock) {
  /** Longer than the request that brought it understands it: then a relay does. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /**
   * A delivery, stored.
   *
   * @param isNew false when the same topic and content came before: that delivery stays as it is
   */
  public record Stored(StoreDelivery delivery, boolean isNew) {}

  /**
   * Once for each topic and content of a store. An order may be deleted, restored and deleted
   * again: that content is the same, so each delivery that tells it is another one.
   */
  public Stored store(
      ClinicId clinic,
      StorePlatform platform,
      @Nullable String topic,
      @Nullable String storeDeliveryId,
      byte[] body) {
    byte[] hash =
        hash(StorePlatform.isDeletion(topic) ? topic + " " + storeDeliveryId : topic, body);
    byte[] key = encryption.newDataKey(context(hash));
    byte[] ciphertext = encryption.under(key, context(hash)).encrypt(body, context(hash));
    Instant now = clock.instant();
    return jdbi.inTransaction(
        handle -> {
          StoreDeliveryDao dao = handle.attach(StoreDeliveryDao.class);
          boolean isNew =
              dao.insertIfAbsent(
                  clinic,
                  platform,
                  topic,
                  storeDeliveryId,
                  hash,
                  ciphertext,
                  key,
                  now,
                  now.plus(LEASE));
          return new Stored(dao.getByContent(clinic, platform, hash), isNew);
        });
  }

  /**
   * The body as it came.
   *
   * @throws ErasedException when its key is destroyed
   */
  public byte[] body(long id) {
    StoredBody stored = jdbi.onDemand(StoreDeliveryDao.class).getBody(id);
    byte[] key = stored.bodyKey();
    if (key == null) {
      throw new ErasedException("store delivery " + id, null);
    }
    String context = context(stored.contentHash());
    return encryption.under(key, context).decrypt(stored.body(), context);
  }

  private static byte[] hash(@Nullable String topic, byte[] body) {
    byte[] name = ((topic == null ? "" : topic) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[name.length + body.length];
    System.arraycopy(name, 0, all, 0, name.length);
    System.arraycopy(body, 0, all, name.length, body.length);
    return StoredJson.sha256(all);
  }

  private static String context(byte[] contentHash) {
    return "store_delivery.body:" + HexFormat.of().formatHex(contentHash);
  }
}
