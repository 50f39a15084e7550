package org.patientjourney.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureCausesTest {
  @Test
  void temporals_code_is_named_without_its_text() {
    assertThat(
            FailureCauses.of(
                new IllegalStateException(
                    "of rivka@example.org",
                    Status.UNAVAILABLE.withDescription("rivka").asRuntimeException())))
        .isEqualTo("java.lang.IllegalStateException <- io.grpc.StatusRuntimeException UNAVAILABLE");
  }

  @Test
  void a_full_disk_is_told_in_postgresqls_words() {
    assertThat(
            FailureCauses.of(
                new SQLException(
                    "ERROR: could not extend file \"base/5/1259\": No space left on device\n  Hint: Check free disk space.",
                    "53100")))
        .isEqualTo(
            "java.sql.SQLException 53100 (ERROR: could not extend file \"base/5/1259\": No space left on device)");
  }

  @Test
  void a_message_that_may_quote_a_row_is_left_out() {
    assertThat(
            FailureCauses.of(
                new SQLException("Key (email)=(rivka@example.org) already exists", "23505")))
        .isEqualTo("java.sql.SQLException 23505");
    assertThat(FailureCauses.of(new SQLException("rivka@example.org")))
        .isEqualTo("java.sql.SQLException");
  }
}
