package org.patientjourney.activities.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.activities.compliance.AccessRequests.care;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

class AccessLogTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final ClinicId JUNIPER = new ClinicId("juniper");
  private static final ClinicId CEDAR = new ClinicId("cedar");
  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AccessLog log = new AccessLog(engine.jdbi(), engine.encryption(), engine.clock());

  @Test
  void pages_go_on_behind_the_last_line_and_end_with_the_newest() {
    readFiveTimes();
    List<AccessLine> first = page(0, 3);
    List<AccessLine> second = page(first.get(2).accessId(), 3);

    assertThat(first).extracting(AccessLine::accessId).containsExactly(1L, 2L, 3L);
    assertThat(second).extracting(AccessLine::accessId).containsExactly(4L, 5L);
    assertThat(second.get(1).at()).isEqualTo(engine.clock().instant());
  }

  @Test
  void who_reads_the_log_leaves_a_line_behind_what_was_read() {
    readFiveTimes();
    AccessRequest auditor =
        new AccessRequest(
            "auditor", "COMPLIANCE", null, PersonalEndpoint.ACCESS_LOG, true, "access log");
    AccessLog.Query all = new AccessLog.Query(null, JOURNEY, null, null, 0, 500);

    assertThat(log.page(auditor, all)).hasSize(5);

    AccessLine line = Lines.all(log).get(5);
    assertThat(line.caller()).isEqualTo("auditor");
    assertThat(line.endpoint()).isEqualTo(PersonalEndpoint.ACCESS_LOG);
    assertThat(line.journeyId()).isEqualTo(JOURNEY);
  }

  @Test
  void nothing_of_the_log_is_read_when_that_cannot_be_logged() {
    readFiveTimes();
    DATABASE.change("revoke insert on access_log from journey_app");
    try {
      AccessLog.Query all = new AccessLog.Query(null, null, null, null, 0, 500);
      assertThatThrownBy(() -> log.page(care(PersonalEndpoint.ACCESS_LOG), all))
          .hasMessageContaining("permission denied");
    } finally {
      DATABASE.change("grant insert on access_log to journey_app");
    }
  }

  @Test
  void a_time_span_includes_its_beginning_and_not_its_end() {
    Instant begin = engine.clock().instant();
    readFiveTimes();
    AccessLog.Query span =
        new AccessLog.Query(null, null, begin.plusSeconds(1), begin.plusSeconds(3), 0, 500);

    assertThat(Lines.page(log, span)).extracting(AccessLine::accessId).containsExactly(2L, 3L);
  }

  @Test
  void the_lines_of_a_journey_are_its_own_and_those_of_its_order() {
    append(Subject.of(JOURNEY));
    append(Subject.of(new JourneyId("juniper:WC-1:5102")));
    append(Subject.of(JUNIPER, new OrderId("WC-1")));
    append(Subject.of(JUNIPER, new OrderId("WC-2")));
    append(Subject.of(CEDAR, new OrderId("WC-1")));

    assertThat(Lines.page(log, new AccessLog.Query(null, JOURNEY, null, null, 0, 500)))
        .extracting(AccessLine::accessId)
        .containsExactly(1L, 3L);
    assertThat(Lines.page(log, new AccessLog.Query(CEDAR, JOURNEY, null, null, 0, 500))).isEmpty();
  }

  @Test
  void a_clinic_sees_the_lines_about_its_own_patients() {
    append(Subject.of(JOURNEY));
    append(Subject.of(CEDAR, new OrderId("WC-1")));
    append(Subject.ofUnknown(new WebhookDeliveryId(new UUID(1, 1))));

    assertThat(Lines.page(log, new AccessLog.Query(CEDAR, null, null, null, 0, 500)))
        .extracting(AccessLine::accessId)
        .containsExactly(2L);
  }

  @Test
  void a_purpose_that_was_moved_to_another_line_does_not_open() {
    readFiveTimes();
    DATABASE.change(
        "update access_log set purpose = (select purpose from access_log where access_id = 1)"
            + " where access_id = 2");

    assertThatThrownBy(() -> Lines.all(log)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neither_a_line_nor_a_request_prints_its_purpose() {
    readFiveTimes();

    assertThat(Lines.all(log).toString() + care(PersonalEndpoint.INVITE_LINK))
        .contains("front-desk")
        .doesNotContain("Canaria");
  }

  private void readFiveTimes() {
    for (int i = 0; i < 5; i++) {
      engine.clock().advance(Duration.ofSeconds(i == 0 ? 0 : 1));
      append(Subject.of(JOURNEY));
    }
  }

  private void append(Subject subject) {
    engine
        .jdbi()
        .useTransaction(
            handle ->
                log.append(
                    handle, care(PersonalEndpoint.INVITE_LINK), subject, AccessLine.Outcome.READ));
  }

  private List<AccessLine> page(long after, int limit) {
    return Lines.page(log, new AccessLog.Query(null, null, null, null, after, limit));
  }
}
