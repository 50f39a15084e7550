package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.patientjourney.local.EarlierRecord;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;

/** The restart of a journey that its run had closed before the record was restored. */
class RestoredRestartTest {
  @Test
  void it_is_held_until_a_person_has_looked_for_its_invite() throws Exception {
    TestSystem system = TestSystem.shared();
    Journeys journeys = new Journeys(system.operations());
    String journey = "juniper:closed-before:5101";
    journeys.post(TestOrders.order("juniper", "closed-before", "Waiting", 5101));
    journeys.awaitInvited(journey);
    system.sandbox().decide(system.sandbox().patientExam(journey, 5101), "Approved");
    journeys.awaitClosed(journey, "APPROVED");
    EarlierRecord.restore(system.folder(), journey);

    Operator operator = new Operator(system.operations());
    assertThat(operator.give(journey, "restart", "c-1").status()).isEqualTo(202);

    JsonNode restarted = journeys.get(journey);
    assertThat(restarted.path("holds").findValuesAsText("reason"))
        .containsExactly("HELD_BY_PERSON");
    journeys.awaitEntry(journey, "INVITE_LEFT_OUT");
    assertThat(journeys.count(journey, "INVITE_SENT")).as("of before").isEqualTo(1);
  }
}
