package org.patientjourney.app.webhook;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.app.query.QueryCheck;

/**
 * Which deliveries a list or a replay is about.
 *
 * @param state of {@link DeliveryState}
 * @param since received at or after this instant
 * @param until received before this instant
 * @param after the cursor of the page before
 */
record DeliveryQuery(
    @Nullable String state,
    @Nullable String journey,
    @Nullable String since,
    @Nullable String until,
    @Nullable String after,
    String limit) {
  private static final Pattern CURSOR = Pattern.compile("(.{1,40})@([0-9a-f-]{36})");

  /** Where a page begins: after the delivery of this instant and id. */
  record Cursor(Instant receivedAt, UUID id) {
    static final Cursor BEGINNING = new Cursor(Instant.EPOCH, new UUID(0, 0));

    @Override
    public String toString() {
      return receivedAt + "@" + id;
    }
  }

  QueryCheck check() {
    return new QueryCheck()
        .that(
            state == null || QueryCheck.isNameOf(state, DeliveryState.values()),
            "state",
            QueryCheck.oneOf(DeliveryState.values()))
        .journey("journey", journey)
        .instant("since", since)
        .instant("until", until)
        .that(after == null || parsed(after).isPresent(), "after", "the cursor of a page")
        .limit(limit);
  }

  boolean isOfQuarantine() {
    return DeliveryState.QUARANTINED.name().equals(state);
  }

  Instant from() {
    return Objects.requireNonNullElse(QueryCheck.instant(since), Instant.EPOCH);
  }

  Instant to() {
    return Objects.requireNonNullElse(QueryCheck.instant(until), QueryCheck.END_OF_TIME);
  }

  Cursor cursor() {
    return after == null ? Cursor.BEGINNING : parsed(after).orElse(Cursor.BEGINNING);
  }

  int size() {
    return Integer.parseInt(limit);
  }

  private static Optional<Cursor> parsed(String text) {
    Matcher matcher = CURSOR.matcher(text);
    Instant at = matcher.matches() ? QueryCheck.instant(matcher.group(1)) : null;
    if (at == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Cursor(at, UUID.fromString(matcher.group(2))));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
