package org.patientjourney.activities.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyId;

/** Refusals for one cause become one incident. */
class JoinTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestIncidents incidents = new TestIncidents(engine);

  @Test
  void eight_refusals_at_once_open_one_incident_and_raise_one_alarm() throws Exception {
    List<Callable<Boolean>> refusals =
        IntStream.rangeClosed(1, 8).mapToObj(this::ordered).map(this::refused).toList();

    TestThreads.together(refusals);

    assertThat(DATABASE.texts("select clinic || ' ' || cause || ' ' || status from incident"))
        .containsExactly("juniper KEY_REFUSED OPEN");
    assertThat(DATABASE.count("incident_journey")).isEqualTo(8);
    assertThat(
            DATABASE.texts(
                "select kind || ' ' || coalesce(journey_id, 'no journey') || ' ' || subject from alarm"))
        .containsExactly(
            "INCIDENT_OPEN no journey incident-"
                + DATABASE.texts("select incident_id from incident").get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, ''",
    "AGREEMENTS_UNSIGNED, ''",
    "PRESCRIPTION_CONTRACT_UNSIGNED, ''",
    "PROVIDER_NOT_CONFIGURED, TX"
  })
  void only_provider_not_configured_opens_an_incident_for_one_state(
      HoldReason cause, String state) {
    incidents.join(cause, ordered(1));

    assertThat(DATABASE.texts("select patient_state from incident")).containsExactly(state);
  }

  @Test
  void a_journey_that_is_refused_again_is_in_the_incident_once_and_keeps_its_place() {
    JourneyId journey = ordered(1);
    incidents.join(HoldReason.KEY_REFUSED, journey);
    String before = DATABASE.dump();

    incidents.join(HoldReason.KEY_REFUSED, journey);

    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void another_cause_is_another_incident() {
    incidents.join(HoldReason.KEY_REFUSED, ordered(1));
    incidents.join(HoldReason.AGREEMENTS_UNSIGNED, ordered(2));

    assertThat(DATABASE.count("incident")).isEqualTo(2);
  }

  @Test
  void a_refusal_after_the_resolution_opens_the_next_incident() {
    JourneyId first = incidents.held("WC-1", HoldReason.KEY_REFUSED);
    incidents.service().resolve(1, TestIncidents.command("r-1"));
    incidents.probeSent(first);

    incidents.join(HoldReason.KEY_REFUSED, ordered(2));

    assertThat(DATABASE.texts("select status from incident order by incident_id"))
        .containsExactly("RESOLVED", "OPEN");
    assertThat(DATABASE.count("alarm")).isEqualTo(2);
  }

  @Test
  void a_refusal_concurrent_with_the_resolution_opens_the_next_incident() throws Exception {
    incidents.held("WC-1", HoldReason.KEY_REFUSED);
    JourneyId late = ordered(2);
    CompletableFuture<Void> joining;
    try (Handle ending = engine.jdbi().open()) {
      ending.begin();
      ending.attach(IncidentDao.class).findLocked(1);
      joining = CompletableFuture.runAsync(() -> incidents.join(HoldReason.KEY_REFUSED, late));
      DATABASE.awaitBlockedStatement();
      ending.attach(IncidentDao.class).resolve(1, engine.clock().instant(), "olivia");
      ending.commit();
    }
    joining.get(30, TimeUnit.SECONDS);

    assertThat(DATABASE.texts("select status from incident order by incident_id"))
        .containsExactly("RESOLVED", "OPEN");
    assertThat(
            DATABASE.texts(
                "select journey_id from incident_journey order by incident_id desc limit 1"))
        .containsExactly(late.value());
  }

  private Callable<Boolean> refused(JourneyId journey) {
    return () -> {
      incidents.join(HoldReason.KEY_REFUSED, journey);
      return true;
    };
  }

  private JourneyId ordered(int number) {
    return engine.accept(TestOrders.withExams("WC-" + number, TestOrders.FILLER)).get(0);
  }
}
