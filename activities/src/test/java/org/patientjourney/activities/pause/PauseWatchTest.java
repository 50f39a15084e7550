package org.patientjourney.activities.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;

/** Pauses as the calls of one process see them; its time stands until a test moves it. */
class PauseWatchTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final ClinicId JUNIPER = new ClinicId("juniper");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final PauseWatch watch = new PauseWatch(engine.jdbi(), nanos::get);

  @Test
  void each_look_sees_what_was_stored_before() {
    assertThat(watch.test(JUNIPER)).isFalse();
    begin();
    assertThat(watch.test(JUNIPER)).as("in memory").isFalse();

    watch.run();
    assertThat(watch.test(JUNIPER)).isTrue();
  }

  @Test
  void a_release_is_seen_at_once() {
    PauseRow pause = begin();
    assertThat(watch.test(JUNIPER)).isTrue();

    pauses.release(pause, new Origin("c-2", "operations", "over"));
    assertThat(watch.test(JUNIPER)).isFalse();
  }

  @Test
  void what_is_old_is_read_again_although_no_look_succeeds() {
    watch.run();
    begin();

    nanos.addAndGet(PauseWatch.OLDEST.toNanos());
    assertThat(watch.test(JUNIPER)).isFalse();
    nanos.addAndGet(1);
    assertThat(watch.test(JUNIPER)).isTrue();
  }

  @Test
  void a_record_that_cannot_be_read_fails_the_call_and_not_the_look() {
    Jdbi down =
        Jdbi.create(
                () -> {
                  throw new SQLException("down");
                })
            .installPlugin(new SqlObjectPlugin());
    PauseWatch blind = new PauseWatch(down);

    blind.run();
    assertThatThrownBy(() -> blind.test(JUNIPER)).isInstanceOf(ConnectionException.class);
  }

  @Test
  void a_look_is_more_frequent_than_what_it_keeps_is_old() {
    assertThat(PauseWatch.EVERY).isLessThan(PauseWatch.OLDEST).isGreaterThan(Duration.ZERO);
  }

  private PauseRow begin() {
    return pauses.begin("juniper", new Origin("c-1", "operations", "why"));
  }
}
