package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;

/** The restart of a journey that its run had closed before the record was restored. */
class RestoredRestartTest {
  /** As right after the order. */
  private static final String RESTORE =
      """
      set session_replication_role = replica;
      delete from webhook_delivery where journey_id = '%1$s';
      delete from patient_exam where journey_id = '%1$s';
      delete from invite_attempt where meeting_id = '%1$s';
      update journey set open = true, stage = 'ORDERED', invite = 'NOT_SENT', revision = 0,
        snapshot = snapshot || '{"revision": 0, "attempts": [], "resendLog": [], "reports": [],
          "holds": [], "applied": [], "closure": null}'
      where journey_id = '%1$s'
      """;

  @Test
  void it_is_held_until_a_person_has_looked_for_its_invite() throws Exception {
    TestSystem system = TestSystem.shared();
    Journeys journeys = new Journeys(system.operations());
    String journey = "juniper:closed-before:5101";
    journeys.post(TestOrders.order("juniper", "closed-before", "Waiting", 5101));
    journeys.awaitInvited(journey);
    system.sandbox().decide(system.sandbox().patientExam(journey, 5101), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    restore(system, journey);

    Operator operator = new Operator(system.operations());
    assertThat(operator.give(journey, "restart", "c-1").status()).isEqualTo(202);

    JsonNode restarted = journeys.get(journey);
    assertThat(restarted.path("holds").findValuesAsText("reason"))
        .containsExactly("HELD_BY_PERSON");
    journeys.awaitEntry(journey, "INVITE_LEFT_OUT");
    assertThat(journeys.count(journey, "INVITE_SENT")).as("of before").isEqualTo(1);
  }

  private static void restore(TestSystem system, String journey) throws Exception {
    String port =
        Files.readAllLines(system.folder().resolve("postgres/postmaster.pid")).get(3).strip();
    try (Connection superuser =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/journey", "postgres", "");
        Statement statement = superuser.createStatement()) {
      statement.execute(RESTORE.formatted(journey));
    }
  }
}
