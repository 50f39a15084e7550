package org.patientjourney.workflows.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.workflows.JourneyStory;

/** The table of holds says what ends each, and each ending does. */
class HoldTableTest {
  @Test
  void each_reason_has_one_row_with_its_owner_and_an_ending() throws IOException {
    assertThat(HoldTable.read())
        .extracting(HoldTable.Row::reason)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(HoldReason.values()).map(HoldReason::name).toList());
    assertThat(HoldTable.read())
        .allSatisfy(
            row -> {
              HoldReason reason = HoldReason.valueOf(row.reason());
              assertThat(row.owner()).isEqualTo(reason.owner().name().toLowerCase(Locale.ROOT));
              assertThat(row.endings()).isNotEmpty();
              assertThat(row.endings().contains("release"))
                  .isEqualTo(
                      reason.release() != HoldReason.Release.REFUSED
                          && !reason.isCauseOfIncidents());
            });
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("endings")
  void a_hold_ends_by_each_ending_of_its_row(HoldReason reason, String ending) {
    try (JourneyStory story = HoldStories.of(reason)) {
      assertThat(story.state().hasHold(reason)).as("produced").isTrue();
      HoldStories.end(story, reason, ending);
      assertThat(story.state().hasHold(reason)).as("held").isFalse();
    }
  }

  static Stream<Arguments> endings() throws IOException {
    return HoldTable.read().stream()
        .flatMap(
            row ->
                row.endings().stream()
                    .map(ending -> Arguments.of(HoldReason.valueOf(row.reason()), ending)));
  }
}
