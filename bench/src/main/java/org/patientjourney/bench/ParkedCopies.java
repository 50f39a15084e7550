package org.patientjourney.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows as if many more journeys were parked: copies of one that is, in our record and in the table
 * that Temporal's lists are read from. No run is behind them, so that they take minutes instead of
 * hours.
 */
final class ParkedCopies {
  /** Ordered before, or the reconciler would leave them alone. */
  private static final String JOURNEYS =
      """
      insert into journey
      select copy.* from journey parked, generate_series(1, %d) number,
        lateral jsonb_populate_record(null::journey, to_jsonb(parked) || jsonb_build_object(
          'journey_id', 'juniper:copied-' || number || ':5101',
          'updated_at', parked.updated_at - interval '1 hour')) copy
      where parked.order_id = 'grown-0'
      """;

  /** Generated columns, one for each search attribute, take no value. Spread over 30 days. */
  private static final String LISTED =
      """
      do $$
      declare
        written text;
        copied text;
      begin
        select string_agg(quote_ident(column_name), ', '),
          string_agg(case column_name
            when 'run_id' then 'gen_random_uuid()'
            when 'workflow_id' then '''juniper:copied-'' || number || '':5101'''
            when 'start_time' then 'start_time - number * interval ''26 s'''
            else quote_ident(column_name) end, ', ')
        into written, copied from information_schema.columns
        where table_name = 'executions_visibility' and is_generated = 'NEVER';
        execute format('insert into executions_visibility (%%s)
          select %%s from executions_visibility, generate_series(1, %d) number
          where workflow_id = ''juniper:grown-0:5101''', written, copied);
      end $$
      """;

  private ParkedCopies() {}

  static void make(String databaseUrl, String visibilityUrl, int copies) throws SQLException {
    execute(visibilityUrl, LISTED.formatted(copies), "analyze executions_visibility");
    execute(databaseUrl, JOURNEYS.formatted(copies), "analyze journey");
  }

  private static void execute(String database, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
