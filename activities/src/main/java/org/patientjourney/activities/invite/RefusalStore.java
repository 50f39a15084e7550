package org.patientjourney.activities.invite;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.workflows.order.JourneyId;

/** Stores the provider's refusals for the operator who must find the cause. */
public record RefusalStore(Encryption encryption) {

  /**
   * Part of the caller's transaction, which may run again: an answer has one instant.
   *
   * @param refusedAt read once, before the first try of the transaction
   */
  public void keep(
      Handle handle, JourneyId journey, ProviderCall call, String text, Instant refusedAt) {
    handle
        .attach(RefusalDao.class)
        .insertIfAbsent(
            journey,
            call,
            refusedAt,
            new OrderKeys(encryption).toWrite(handle, journey).encryptText(text, context(journey)));
  }

  /** Oldest first. */
  public List<Refusal> find(Handle handle, JourneyId journey) {
    Encryption ofOrder = new OrderKeys(encryption).toRead(handle, journey);
    return handle.attach(RefusalDao.class).findByJourney(journey).stream()
        .map(
            row ->
                new Refusal(
                    row.refusedAt(), row.call(), ofOrder.decryptText(row.text(), context(journey))))
        .toList();
  }

  private static String context(JourneyId journey) {
    return "provider_refusal.text:" + journey;
  }

  /** Statements on {@code provider_refusal}: the application may only insert and read. */
  interface RefusalDao {
    /**
     * A stored refusal.
     *
     * @param text ciphertext
     */
    @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
    record Row(ProviderCall call, Instant refusedAt, byte[] text) {}

    @SqlUpdate(
        """
        insert into provider_refusal (journey_id, call, refused_at, text)
        values (:journeyId, :call, :now, :text) on conflict do nothing
        """)
    void insertIfAbsent(JourneyId journeyId, ProviderCall call, Instant now, byte[] text);

    @SqlQuery(
        """
        select call, refused_at, text from provider_refusal
        where journey_id = :journeyId order by refusal_id
        """)
    List<Row> findByJourney(JourneyId journeyId);
  }

  /**
   * A refusal of the provider, opened.
   *
   * @param text HTTP status and the beginning of the answer; may name a patient
   */
  public record Refusal(Instant at, ProviderCall call, String text) {
    /** Without the text. */
    @Override
    public String toString() {
      return "Refusal[" + at + " " + call + "]";
    }
  }

  /** The call that the provider refused. Stored: names are permanent. */
  public enum ProviderCall {
    INVITE,
    RESEND,
    CANCEL
  }
}
