package org.patientjourney.activities.pdf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.pdf.PdfCopyId;

/** Statements on {@code pdf_copy}. */
public interface PdfCopyDao {
  /** Without the content, which is large. */
  String SELECT =
      """
      select journey_id, digest, delivery_id, state, wanted_at, link_dies_at, tries, failure,
        next_try_at, late_at, copied_at, lost_at, size_bytes,
        encode(content_sha256, 'hex') as content_sha256
      from pdf_copy
      """;

  /**
   * Stores the first link, or one that expires later where there is no copy yet.
   *
   * @return whether it is stored
   */
  @SqlUpdate(
      """
      insert into pdf_copy (journey_id, digest, delivery_id, state, link, link_dies_at, tries,
        next_try_at, wanted_at)
      values (:copy.journeyId, :copy.digest, :deliveryId, 'WANTED', :link, :linkDiesAt, 0,
        :firstTryAt, :now)
      on conflict (journey_id, digest) do update set delivery_id = excluded.delivery_id,
        state = excluded.state, link = excluded.link, link_dies_at = excluded.link_dies_at,
        tries = 0, failure = null, next_try_at = excluded.next_try_at, late_at = null,
        wanted_at = excluded.wanted_at, lost_at = null
      where pdf_copy.state <> 'COPIED' and pdf_copy.link_dies_at < excluded.link_dies_at
      """)
  boolean offer(
      @BindMethods("copy") PdfCopyId copy,
      WebhookDeliveryId deliveryId,
      byte[] link,
      Instant linkDiesAt,
      Instant firstTryAt,
      Instant now);

  @SqlQuery(SELECT + " where journey_id = :journeyId and digest = :digest for no key update")
  Optional<PdfCopyRow> findLocked(@BindMethods PdfCopyId copy);

  /** In the order in which their present links were offered. */
  @SqlQuery(SELECT + " where journey_id = :journeyId order by wanted_at, digest")
  List<PdfCopyRow> findByJourney(JourneyId journeyId);

  /** Takes copies whose try is due: no relay gets them again before the lease ends. */
  @SqlUpdate(
      """
      update pdf_copy set next_try_at = :leaseEnd
      where (journey_id, digest) in (
        select journey_id, digest from pdf_copy where next_try_at <= :now
        order by next_try_at limit :limit for update skip locked)
      returning journey_id, digest, link, link_dies_at, tries
      """)
  @GetGeneratedKeys
  List<DuePdf> claimDue(Instant now, Instant leaseEnd, int limit);

  /** Unless a fresh link was offered since the claim, which has a try of its own. */
  @SqlUpdate(
      """
      update pdf_copy set next_try_at = :nextTryAt
      where journey_id = :due.journeyId and digest = :due.digest and state = 'WANTED'
        and link_dies_at = :due.linkDiesAt
      """)
  void backOff(@BindMethods("due") DuePdf due, Instant nextTryAt);

  /** Empty as long as there is no copy. */
  @SqlQuery(
      """
      select content from pdf_copy
      where journey_id = :journeyId and digest = :digest and content is not null
      """)
  Optional<byte[]> findContent(@BindMethods PdfCopyId copy);

  @SqlUpdate(
      """
      update pdf_copy set tries = tries + 1, failure = :failure, next_try_at = :nextTryAt
      where journey_id = :copy.journeyId and digest = :copy.digest
      """)
  void markFailed(@BindMethods("copy") PdfCopyId copy, PdfFailure failure, Instant nextTryAt);

  @SqlUpdate(
      """
      update pdf_copy set late_at = :now where journey_id = :copy.journeyId
        and digest = :copy.digest
      """)
  void markLate(@BindMethods("copy") PdfCopyId copy, Instant now);

  /** Also of a copy that was marked lost; a second copy changes nothing. */
  @SqlUpdate(
      """
      update pdf_copy set state = 'COPIED', content = :content, content_sha256 = :sha256,
        size_bytes = :sizeBytes, copied_at = :now, lost_at = null, link = null, failure = null,
        next_try_at = null
      where journey_id = :copy.journeyId and digest = :copy.digest and state <> 'COPIED'
      """)
  boolean markCopied(
      @BindMethods("copy") PdfCopyId copy,
      byte[] content,
      byte[] sha256,
      long sizeBytes,
      Instant now);

  @SqlUpdate(
      """
      update pdf_copy set state = 'LOST', lost_at = :now, link = null, next_try_at = null
      where journey_id = :copy.journeyId and digest = :copy.digest
      """)
  void markLost(@BindMethods("copy") PdfCopyId copy, Instant now);

  /**
   * A copy whose try is due.
   *
   * @param link ciphertext
   * @param linkDiesAt identifies the link: a new one expires later
   * @param tries with this link, that failed
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record DuePdf(JourneyId journeyId, String digest, byte[] link, Instant linkDiesAt, int tries) {
    PdfCopyId copy() {
      return new PdfCopyId(journeyId, digest);
    }

    @Override
    public String toString() {
      return "DuePdf[" + copy() + ", dies at " + linkDiesAt + "]";
    }
  }
}
