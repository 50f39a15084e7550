package org.patientjourney.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time does not pass over work: the clocks here only say that they have some. */
class TravelTest {
  private static final Instant BEGINNING = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private final FakeClocks clocks = new FakeClocks();
  private final Travel travel = new Travel(clocks);

  /** What must be waited for. */
  private enum Work {
    ACTIVITY_IN_FLIGHT,
    ROW_DUE,
    PENDING_AT_THE_SANDBOX,
    /** Shows in the record alone: something is written between two looks. */
    WRITING
  }

  @ParameterizedTest
  @EnumSource
  void time_does_not_pass_while_work_is_pending(Work work) throws IOException {
    clocks.undone.add(work);

    travel.by(WEEK);

    assertThat(clocks.jumpedOver).isEmpty();
    assertThat(clocks.moves).containsExactly(BEGINNING.plus(WEEK));
  }

  @ParameterizedTest
  @EnumSource
  void time_does_not_move_on_before_all_work_is_done(Work work) throws IOException {
    clocks.beginsAtMove = work;

    Travel.Arrival arrival = travel.by(WEEK);

    assertThat(clocks.undone).isEmpty();
    assertThat(arrival.to()).isEqualTo(BEGINNING.plus(WEEK));
  }

  @Test
  void time_jumps_to_two_seconds_after_the_next_action() throws IOException {
    clocks.next = BEGINNING.plus(Duration.ofDays(3));

    Travel.Arrival arrival = travel.by(WEEK);

    assertThat(clocks.moves)
        .containsExactly(BEGINNING.plus(Duration.ofDays(3)).plusSeconds(2), BEGINNING.plus(WEEK));
    assertThat(arrival.steps()).isEqualTo(2);
  }

  /** All of its work is done by its third pause. */
  private static final class FakeClocks implements Travel.Clocks {
    private static final int DONE_AT = 3;

    private final Set<Work> undone = EnumSet.noneOf(Work.class);
    private final Set<Work> jumpedOver = EnumSet.noneOf(Work.class);
    private final List<Instant> moves = new ArrayList<>();
    private @Nullable Work beginsAtMove;
    private @Nullable Instant next;
    private Instant now = BEGINNING;
    private int pauses;
    private int writes;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void moveTo(Instant target, Duration patience) {
      jumpedOver.addAll(undone);
      moves.add(target);
      now = target;
      pauses = 0;
      if (beginsAtMove != null) {
        undone.add(beginsAtMove);
      }
    }

    @Override
    public boolean isAtWork() {
      return undone.contains(Work.ACTIVITY_IN_FLIGHT);
    }

    @Override
    public Travel.Reading look() {
      return new Travel.Reading(
          undone.contains(Work.ROW_DUE) ? Set.of("journey a") : Set.of(),
          undone.contains(Work.PENDING_AT_THE_SANDBOX) ? 1 : 0,
          "write " + writes,
          next != null && next.isAfter(now) ? next : null);
    }

    @Override
    public void pause() {
      pauses++;
      if (undone.contains(Work.WRITING)) {
        writes++;
      }
      if (pauses == DONE_AT) {
        undone.clear();
      }
    }
  }
}
