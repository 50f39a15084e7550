package org.patientjourney.activities.invite;

import org.patientjourney.activities.database.TestDatabase;

/** PostgreSQL that fails a few times at the same place, and then no more. */
public final class FailingDatabase implements AutoCloseable {
  private final TestDatabase database;
  private final String table;

  /**
   * @param condition of the row that is being written, by the name {@code new}
   */
  public FailingDatabase(TestDatabase database, String table, String condition, int times) {
    this.database = database;
    this.table = table;
    // A sequence is not rolled back with its transaction.
    run("create sequence fail_at_first");
    run("grant usage on sequence fail_at_first to public");
    run(
        """
        create function fail_at_first() returns trigger language plpgsql as $$
        begin
          if nextval('fail_at_first') <= %d then raise exception 'made to fail'; end if;
          return new;
        end $$
        """
            .formatted(times));
    run(
        "create trigger fail_at_first before insert or update on %s for each row when (%s) execute function fail_at_first()"
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
              handle.execute("drop trigger fail_at_first on " + table);
              handle.execute("drop function fail_at_first()");
              handle.execute("drop sequence fail_at_first");
            });
  }
}
