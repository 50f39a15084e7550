package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.workflows.order.ClinicId;

class RecordMapperTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  public record Name(String first, @Nullable String last) {}

  public record Named(ClinicId clinic, @Nested Name name) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 'a' as first, 'b' as last",
        "select 'b' as last, 'a' as first",
        "select 1 as other, 'b' as last, 'a' as first",
        "select 'a' as first, 'b' as last"
      })
  void columns_are_matched_by_name_in_each_order_of_them(String query) {
    assertThat(one(query, Name.class)).isEqualTo(new Name("a", "b"));
  }

  @Test
  void a_record_within_a_record_has_columns_of_the_same_row() {
    assertThat(one("select null as last, 'a' as first, 'juniper' as clinic", Named.class))
        .isEqualTo(new Named(new ClinicId("juniper"), new Name("a", null)));
  }

  @Test
  void an_id_is_one_column_whatever_its_name() {
    assertThat(one("select 'juniper' as anything", ClinicId.class))
        .isEqualTo(new ClinicId("juniper"));
  }

  private static <R> R one(String query, Class<R> type) {
    return DATABASE.jdbi().withHandle(handle -> handle.select(query).mapTo(type).one());
  }
}
