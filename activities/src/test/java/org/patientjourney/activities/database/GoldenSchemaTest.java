package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The schema that all migrations make, against a file that a reviewer reads. */
class GoldenSchemaTest {
  private static final String UPDATE =
      "mvn -q -pl workflows,activities -Dlauncher test -Dtest=GoldenSchemaTest"
          + " -Dgolden.update=true";
  private static final Path GOLDEN = Path.of("src/test/resources/schema.golden");

  private static final String COLUMNS =
      """
      select format('%s.%s %s%s%s', table_name, column_name,
        case when data_type = 'ARRAY' then udt_name else data_type end,
        case when is_nullable = 'NO' then ' not null' else '' end,
        case when is_identity = 'YES' then ' identity' else coalesce(' default ' || column_default, '') end)
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'flyway_schema_history'
      order by table_name, ordinal_position
      """;

  private static final String CONSTRAINTS =
      """
      select format('%s %s: %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'
        and conrelid::regclass::text <> 'flyway_schema_history'
      order by 1
      """;

  private static final String INDEXES =
      """
      select indexdef from pg_indexes
      where schemaname = 'public' and tablename <> 'flyway_schema_history' order by indexname
      """;

  private static final String GRANTS =
      """
      select format('%s %s: %s', grantee, table_name,
        string_agg(lower(privilege_type), ', ' order by privilege_type))
      from information_schema.table_privileges
      where table_schema = 'public' and grantee <> 'journey_migrator'
      group by grantee, table_name order by 1
      """;

  private static final String OWNERS =
      "select distinct tableowner from pg_tables where schemaname = 'public'";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void the_schema_equals_the_golden_file() throws IOException {
    String found =
        section("columns", COLUMNS)
            + section("constraints", CONSTRAINTS)
            + section("indexes", INDEXES)
            + section("grants", GRANTS);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, found);
    }
    assertThat(found)
        .as("the schema changed; if that was meant, read the difference and run: %s", UPDATE)
        .isEqualTo(Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "no golden file");
  }

  @Test
  void columns_with_personal_data_or_secrets_are_binary() {
    List<String> personal =
        List.of(
            "access_log.purpose",
            "attachment.description",
            "exam_order.content",
            "order_key.wrapped",
            "erasure.reason",
            "legal_hold.reason",
            "journal_entry.note",
            "given_command.content",
            "provider_refusal.text",
            "invite_attempt.token",
            "invite_attempt.meeting_uuid",
            "invite_attempt.meeting_url",
            "webhook_delivery.body",
            "store_delivery.body",
            "pdf_copy.link",
            "pdf_copy.content");

    assertThat(DATABASE.texts(COLUMNS))
        .filteredOn(column -> personal.contains(column.split(" ", 2)[0]))
        .hasSameSizeAs(personal)
        .allMatch(column -> column.split(" ", 3)[1].equals("bytea"));
  }

  @Test
  void the_migrator_owns_everything_and_the_application_may_delete_nothing() {
    assertThat(DATABASE.texts(OWNERS)).containsExactly("journey_migrator");
    assertThat(DATABASE.texts(GRANTS))
        .isNotEmpty()
        .allMatch(grant -> grant.startsWith("journey_app "))
        .noneMatch(grant -> grant.contains("delete") || grant.contains("truncate"));
  }

  private static String section(String title, String sql) {
    return "-- " + title + "\n" + String.join("\n", DATABASE.texts(sql)) + "\n\n";
  }
}
