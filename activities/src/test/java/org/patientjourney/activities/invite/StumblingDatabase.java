package org.patientjourney.activities.invite;

import org.patientjourney.activities.database.TestDatabase;

/** PostgreSQL that fails a few times at the same place, and then no more. */
public final class StumblingDatabase implements AutoCloseable {
  private final TestDatabase database;
  private final String table;

  /**
   * @param condition of the row that is being written, by the name {@code new}
   */
  public StumblingDatabase(TestDatabase database, String table, String condition, int times) {
    this.database = database;
    this.table = table;
    // A sequence counts on when its transaction is undone.
    run("create sequence stumble");
    run("grant usage on sequence stumble to public");
    run(
        """
        create function stumble() returns trigger language plpgsql as $$
        begin
          if nextval('stumble') <= %d then raise exception 'stumbled'; end if;
          return new;
        end $$
        """
            .formatted(times));
    run(
        "create trigger stumble before insert or update on %s for each row when (%s) execute function stumble()"
            .formatted(table, condition));
  }

  private void run(String sql) {
    database.owner().useHandle(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    database
        .owner()
        .useHandle(
            handle -> {
              handle.execute("drop trigger stumble on " + table);
              handle.execute("drop function stumble()");
              handle.execute("drop sequence stumble");
            });
  }
}
