package org.patientjourney.workflows.run;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.journey.Standing;
import org.patientjourney.workflows.order.JourneyTerms;

/**
 * What a list of journeys in the Temporal UI is filtered by: ids, dates and constants only, as
 * search attributes are never encrypted.
 */
public record Listing(
    Stage stage,
    @Nullable Owner owner,
    String clinic,
    List<String> holds,
    @Nullable Instant nextDue,
    @Nullable Instant followUpDue) {
  public static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword("JourneyStage");
  private static final SearchAttributeKey<String> OWNER =
      SearchAttributeKey.forKeyword("JourneyOwner");
  private static final SearchAttributeKey<String> CLINIC =
      SearchAttributeKey.forKeyword("JourneyClinic");
  private static final SearchAttributeKey<List<String>> HOLDS =
      SearchAttributeKey.forKeywordList("JourneyHolds");
  private static final SearchAttributeKey<OffsetDateTime> NEXT_DUE =
      SearchAttributeKey.forOffsetDateTime("JourneyNextDue");
  private static final SearchAttributeKey<OffsetDateTime> FOLLOW_UP_DUE =
      SearchAttributeKey.forOffsetDateTime("JourneyFollowUpDue");

  /** Must be registered with the namespace before the first journey starts. */
  public static final List<SearchAttributeKey<?>> KEYS =
      List.of(STAGE, OWNER, CLINIC, HOLDS, NEXT_DUE, FOLLOW_UP_DUE);

  static Listing of(JourneyState state, Standing standing, @Nullable Instant deadline) {
    JourneyTerms terms = state.terms();
    return new Listing(
        standing.stage(),
        standing.owner(),
        terms.journeyId().clinic().value(),
        state.holds().stream().map(hold -> hold.reason().name()).toList(),
        standing.due() == null ? deadline : standing.due(),
        terms.isFollowUp() ? terms.startsAt() : null);
  }

  /**
   * @param shown what the run has last set; null sets everything
   */
  List<SearchAttributeUpdate<?>> changesFrom(@Nullable Listing shown) {
    return Stream.<@Nullable SearchAttributeUpdate<?>>of(
            change(STAGE, shown, listing -> listing.stage().name()),
            change(
                OWNER, shown, listing -> listing.owner() == null ? null : listing.owner().name()),
            change(CLINIC, shown, Listing::clinic),
            change(HOLDS, shown, listing -> listing.holds().isEmpty() ? null : listing.holds()),
            change(NEXT_DUE, shown, listing -> date(listing.nextDue())),
            change(FOLLOW_UP_DUE, shown, listing -> date(listing.followUpDue())))
        .filter(Objects::nonNull)
        .toList();
  }

  private <T> @Nullable SearchAttributeUpdate<?> change(
      SearchAttributeKey<T> key, @Nullable Listing shown, Function<Listing, @Nullable T> value) {
    T now = value.apply(this);
    if (shown != null && Objects.equals(now, value.apply(shown))) {
      return null;
    }
    return now == null ? key.valueUnset() : key.valueSet(now);
  }

  /** Temporal's lists keep milliseconds (findings/due-dates-in-temporal-lists.sh). */
  private static @Nullable OffsetDateTime date(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
