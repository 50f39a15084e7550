package org.patientjourney.activities.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/**
 * A row of {@code webhook_delivery} without its body. Its JSON is what operations see.
 *
 * @param meetingId of its token; null in quarantine, as the attempt is
 * @param event 1, 2 or 3; 0 for one that the contract does not know; null when it was not or cannot
 *     be read
 * @param effect what it did to its journey when it was applied first
 * @param finding why it was put away unapplied
 * @param suggestion the journey that its ids point to, for a person to look at; never used by us
 * @param assignedBy the operator who chose the journey, if one did
 * @param bodySize in bytes as sent; null when its header did not announce it
 * @param truncated only the beginning of the body is kept
 * @param misencoded the body is not in the content coding that its header announces
 * @param attempts to relay it, including the one that a claim begins
 * @param erased the key of its body is destroyed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    WebhookDeliveryId deliveryId,
    DeliveryState state,
    @Nullable JourneyId journeyId,
    @Nullable MeetingId meetingId,
    @Nullable Integer attempt,
    @Nullable Integer event,
    @Nullable String effect,
    @Nullable DeliveryFinding finding,
    @Nullable JourneyId suggestion,
    @Nullable String assignedBy,
    Instant receivedAt,
    @Nullable Instant appliedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Long bodySize,
    boolean truncated,
    @JsonIgnore boolean misencoded,
    @JsonIgnore int attempts,
    @JsonIgnore boolean erased) {

  /**
   * A delivery with its body.
   *
   * @param body ciphertext
   * @param bodyKey what it is encrypted with, ciphertext too; null once it is destroyed
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  public record WithBody(@Nested WebhookDelivery delivery, byte[] body, byte @Nullable [] bodyKey) {
    public boolean isErased() {
      return bodyKey == null;
    }

    /**
     * The body as it came.
     *
     * @throws ErasedException when its key is destroyed
     */
    public byte[] opened(Encryption ring) {
      return WebhookStore.opened(ring, delivery.deliveryId(), body, bodyKey, null);
    }

    @Override
    public String toString() {
      return "WithBody[" + delivery.deliveryId() + "]";
    }
  }

  /** Of a delivery outside of quarantine. */
  public MeetingId knownMeeting() {
    return Objects.requireNonNull(meetingId, "a delivery in quarantine has no meeting");
  }

  /** Of a delivery outside of quarantine. */
  public int knownAttempt() {
    return Objects.requireNonNull(attempt, "a delivery in quarantine has no attempt");
  }

  /** The journey that an operator has chosen, even when the body names another. */
  public Optional<JourneyId> assignedTo() {
    return assignedBy == null ? Optional.empty() : Optional.ofNullable(journeyId);
  }

  /** It has rested unapplied, and is read again; a person who assigns it goes first. */
  @JsonIgnore
  public boolean isReadAgain() {
    return state == DeliveryState.RECEIVED && finding != null && assignedBy == null;
  }

  /** As it is shown to an operator who shall assign it. */
  public WebhookDelivery suggesting(@Nullable JourneyId journey, @Nullable Integer readEvent) {
    return new WebhookDelivery(
        deliveryId,
        state,
        journeyId,
        meetingId,
        attempt,
        readEvent,
        effect,
        finding,
        journey,
        assignedBy,
        receivedAt,
        appliedAt,
        nextAttemptAt,
        bodySize,
        truncated,
        misencoded,
        attempts,
        erased);
  }

  public enum DeliveryState {
    RECEIVED,
    /** Handed to the journey's run; only {@code record} makes it applied. */
    SIGNALLED,
    APPLIED,
    /** Its journey is not known: an operator decides. */
    NEEDS_REVIEW,
    /** It arrived after its journey was closed and changes nothing there. */
    LATE,
    /**
     * Its token is unknown: kept up to a bound, and handed to no journey unless an operator does.
     */
    QUARANTINED
  }

  /** The reason why a delivery was not applied. Stored: names are permanent. */
  public enum DeliveryFinding {
    /** An event of an unknown kind; it may be about several journeys. */
    UNKNOWN_EVENT,
    /** A body that cannot be read; it may be about several journeys. */
    UNREADABLE,
    /** Its patient exam belongs to another meeting or attempt than its token. */
    OTHER_MEETING,
    /** The meeting that its token names has no such exam. */
    OTHER_EXAM,
    /** It names no exam, or has a placeholder as its patient exam. */
    NO_EXAM,
    /** It names a patient exam alone, which is not known. It is read again once it may be. */
    UNKNOWN_PATIENT_EXAM,
    /** Its journey is closed, and nothing there would change. */
    CHANGES_NOTHING
  }
}
