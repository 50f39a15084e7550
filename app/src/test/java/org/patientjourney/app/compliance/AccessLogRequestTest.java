package org.patientjourney.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.compliance.AccessQuery;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

class AccessLogRequestTest {
  private static final String SINCE = "2026-11-23T12:00:00Z";
  private static final String UNTIL = "2026-11-24T12:00:00Z";
  private static final String JOURNEY = "juniper:WC-1:5101";

  @Test
  void a_query_may_say_everything_or_nothing() {
    ClinicId clinic = new ClinicId("juniper");
    AccessLogRequest all = new AccessLogRequest(JOURNEY, SINCE, UNTIL, "17", "20");
    AccessLogRequest nothing = new AccessLogRequest(null, null, null, "0", "100");

    assertThat(all.problems()).isEmpty();
    assertThat(all.query(clinic))
        .isEqualTo(
            new AccessQuery(
                clinic,
                new JourneyId(JOURNEY),
                Instant.parse(SINCE),
                Instant.parse(UNTIL),
                17,
                20));
    assertThat(nothing.problems()).isEmpty();
    assertThat(nothing.query(null)).isEqualTo(new AccessQuery(null, null, null, null, 0, 100));
  }

  @ParameterizedTest
  @CsvSource({
    "WC-1, 2026-11-23T12:00:00Z, 0, 100, /journey",
    "juniper:WC-1:5101, yesterday, 0, 100, /since",
    "juniper:WC-1:5101, 2026-11-23, 0, 100, /since",
    "juniper:WC-1:5101, +1000000-01-01T00:00:00Z, 0, 100, /since",
    "juniper:WC-1:5101, 2026-11-23T12:00:00Z, -1, 100, /after",
    "juniper:WC-1:5101, 2026-11-23T12:00:00Z, juniper:WC-1:5101, 100, /after",
    "juniper:WC-1:5101, 2026-11-23T12:00:00Z, 0, 0, /limit",
    "juniper:WC-1:5101, 2026-11-23T12:00:00Z, 0, 501, /limit"
  })
  void a_wrong_word_is_named(
      String journey, String since, String after, String limit, String pointer) {
    assertThat(new AccessLogRequest(journey, since, UNTIL, after, limit).problems())
        .extracting(FieldProblem::pointer)
        .containsExactly(pointer);
  }

  @Test
  void an_end_that_is_no_instant_is_named() {
    assertThat(new AccessLogRequest(null, null, "tomorrow", "0", "1").problems())
        .extracting(FieldProblem::pointer)
        .containsExactly("/until");
  }
}
