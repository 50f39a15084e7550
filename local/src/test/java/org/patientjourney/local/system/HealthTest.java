package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.database.Database;
import org.patientjourney.app.health.Health;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.engine.InProcessEngine;

/** What the health checks of PostgreSQL and Temporal say. */
@SuppressWarnings("NullAway.Init") // set before the tests
class HealthTest {
  @TempDir private static Path data;
  private static LoneRecord record;
  private static InProcessEngine temporal;

  @BeforeAll
  static void start() throws Exception {
    record = new LoneRecord(data);
    temporal = new InProcessEngine();
  }

  @AfterAll
  static void stop() throws Exception {
    temporal.close();
    record.close();
  }

  @Test
  void ten_minutes_are_told_with_their_sign_and_what_to_do() {
    assertThat(postgresql(Duration.ofMinutes(-10)).getMessage())
        .matches("PostgreSQL's clock is (600|599) s ahead of this machine's, expected 60 s .*NTP");
    assertThat(postgresql(Duration.ofMinutes(10)).getMessage()).contains("clock is -600 s ahead");
  }

  @Test
  void a_right_clock_is_healthy() {
    assertThat(postgresql(Duration.ZERO).isHealthy()).isTrue();
  }

  @Test
  void the_time_of_a_slow_answer_is_no_difference() {
    InstantSource right = InstantSource.system();
    assertThat(Database.clockSkew(record.jdbi(), right)).isZero();
  }

  @Test
  void the_embedded_engine_asks_nobody_to_register_search_attributes() {
    HealthCheck.Result temporal = health(Duration.ZERO, "temporal");
    assertThat(temporal.isHealthy()).isTrue();
    assertThat(temporal.getMessage()).isEmpty();
  }

  private static HealthCheck.Result postgresql(Duration ahead) {
    return health(ahead, "postgresql");
  }

  private static HealthCheck.Result health(Duration ahead, String check) {
    Environment environment = new Environment("test");
    Health.register(
        environment,
        record.jdbi(),
        List::of,
        () -> InstantSource.system().instant().plus(ahead),
        new Preflight(
            WorkflowClient.newInstance(temporal.stubs(), temporal.clientOptions().build())),
        "1",
        true);
    return environment.healthChecks().runHealthCheck(check);
  }
}
