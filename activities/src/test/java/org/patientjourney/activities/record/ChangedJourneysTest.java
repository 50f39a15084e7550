package org.patientjourney.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** What a reader that comes back with its cursor is marked. */
class ChangedJourneysTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId EARLY = new JourneyId("juniper:WC-3:5102");
  private static final JourneyId LATE = new JourneyId("juniper:WC-3:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final JourneyDao journeys = engine.dao(JourneyDao.class);

  private long cursor;
  private String lastListed = "";

  @BeforeEach
  void readAll() {
    engine.accept(TestOrders.withPrescription());
    assertThat(read(9)).hasSize(3);
  }

  @Test
  void no_change_is_listed_twice() {
    assertThat(read(9)).isEmpty();
  }

  @Test
  void a_recorded_journey_is_listed_again_and_a_claimed_one_is_not() {
    engine.claim(LATE);
    assertThat(read(9)).isEmpty();

    TestRecords.merge(engine, LATE);
    assertThat(read(9)).containsExactly(LATE);
  }

  @Test
  void the_oldest_change_comes_first_and_pages_follow_each_other() {
    TestRecords.merge(engine, EARLY);
    TestRecords.merge(engine, LATE);

    assertThat(read(1)).containsExactly(EARLY);
    assertThat(read(1)).containsExactly(LATE);
    assertThat(read(1)).isEmpty();
  }

  @Test
  void journeys_changed_by_one_transaction_are_listed_over_several_pages() {
    engine.accept(TestOrders.withExams("WC-4", 5101, 5102, 5103));

    assertThat(List.of(read(1), read(1), read(1)))
        .containsExactly(
            List.of(new JourneyId("juniper:WC-4:5101")),
            List.of(new JourneyId("juniper:WC-4:5102")),
            List.of(new JourneyId("juniper:WC-4:5103")));
  }

  @Test
  void a_transaction_that_took_its_number_first_and_commits_last_is_not_skipped() {
    try (Handle slow = engine.jdbi().open()) {
      slow.begin();
      assertThat(change(slow)).isEqualTo(1);
      TestRecords.merge(engine, LATE);

      assertThat(read(9)).as("nothing behind which the slow one could fall").isEmpty();
      slow.commit();
    }

    assertThat(read(9)).containsExactly(EARLY, LATE);
    assertThat(read(9)).isEmpty();
  }

  @Test
  void a_transaction_that_was_given_up_holds_nothing_back() {
    try (Handle slow = engine.jdbi().open()) {
      slow.begin();
      change(slow);
      TestRecords.merge(engine, LATE);
      slow.rollback();
    }

    assertThat(read(9)).containsExactly(LATE);
  }

  @Test
  void a_clinic_lists_only_its_own_journeys() {
    JourneyId elsewhere = engine.accept(TestOrders.of(new ClinicId("willow"), "WC-1", 5101)).get(0);
    TestRecords.merge(engine, LATE);

    assertThat(journeys.findChanged(cursor, lastListed, "willow", 9))
        .extracting(changed -> changed.journey().journeyId())
        .containsExactly(elsewhere);
  }

  private List<JourneyId> read(int limit) {
    List<JourneyDao.Changed> page = journeys.findChanged(cursor, lastListed, null, limit);
    page.forEach(
        changed -> {
          cursor = changed.changedInNumber();
          lastListed = changed.journey().journeyId().value();
        });
    return page.stream().map(changed -> changed.journey().journeyId()).toList();
  }

  private int change(Handle handle) {
    JourneyRow row = JourneyRow.locked(handle, EARLY);
    JourneyRow next =
        row.revised(row.state().withRevision(row.revision() + 1), row.nextDueAt(), row.updatedAt());
    return handle.attach(JourneyDao.class).update(next, row.journal());
  }
}
