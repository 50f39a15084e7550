package org.patientjourney.app.health;

import com.codahale.metrics.health.HealthCheck;
import org.jdbi.v3.core.Jdbi;

/** PostgreSQL answers. */
public final class DatabaseHealthCheck extends HealthCheck {
  private final Jdbi jdbi;

  public DatabaseHealthCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  protected Result check() {
    int answer = jdbi.withHandle(handle -> handle.select("select 1").mapTo(int.class).one());
    return answer == 1 ? Result.healthy() : Result.unhealthy("expected 1, found " + answer);
  }
}
