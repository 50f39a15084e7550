package org.patientjourney.activities.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.incident.IncidentStore.InviteScope;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Which invites an incident of juniper and of Texas holds. */
class HoldingTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId ANOTHER = new JourneyId("juniper:WC-9:5101");

  private final TestIncidents incidents = new TestIncidents(TestEngine.on(DATABASE));

  @BeforeEach
  void nothingIsHeldYet() {
    assertThat(holding(TestIncidents.scopeOf(ANOTHER))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, juniper, TX, false, true",
    "KEY_REFUSED, juniper, CA, true, true",
    "KEY_REFUSED, willow, TX, false, false",
    "AGREEMENTS_UNSIGNED, juniper, CA, false, true",
    "AGREEMENTS_UNSIGNED, willow, CA, false, false",
    "PROVIDER_NOT_CONFIGURED, juniper, TX, false, true",
    "PROVIDER_NOT_CONFIGURED, juniper, TX, true, true",
    "PROVIDER_NOT_CONFIGURED, juniper, CA, false, false",
    "PROVIDER_NOT_CONFIGURED, willow, TX, false, false",
    "PRESCRIPTION_CONTRACT_UNSIGNED, juniper, CA, true, true",
    "PRESCRIPTION_CONTRACT_UNSIGNED, juniper, TX, false, false",
    "PRESCRIPTION_CONTRACT_UNSIGNED, willow, TX, true, false"
  })
  void a_cause_holds_the_invites_that_it_concerns(
      HoldReason cause, String clinic, String state, boolean mayPrescribe, boolean held) {
    incidents.held("WC-1", cause);

    InviteScope scope = new InviteScope(ANOTHER, new ClinicId(clinic), state, mayPrescribe);
    assertThat(holding(scope)).isEqualTo(held ? Optional.of(cause) : Optional.empty());
  }

  @Test
  void only_the_probe_passes_an_incident() {
    JourneyId probe = incidents.held("WC-1", HoldReason.KEY_REFUSED);
    incidents.service().resolve(1, TestIncidents.command("r-1"));

    assertThat(holding(TestIncidents.scopeOf(probe))).isEmpty();
    assertThat(holding(TestIncidents.scopeOf(ANOTHER))).contains(HoldReason.KEY_REFUSED);
  }

  @Test
  void a_probe_of_one_incident_is_not_held_by_another() {
    JourneyId probe = incidents.held("WC-1", HoldReason.KEY_REFUSED);
    incidents.held("WC-2", HoldReason.AGREEMENTS_UNSIGNED);
    incidents.service().resolve(1, TestIncidents.command("r-1"));

    assertThat(holding(TestIncidents.scopeOf(probe))).isEmpty();
    assertThat(holding(TestIncidents.scopeOf(ANOTHER))).contains(HoldReason.KEY_REFUSED);
  }

  @Test
  void a_resolved_incident_holds_nothing() {
    JourneyId probe = incidents.held("WC-1", HoldReason.KEY_REFUSED);
    incidents.service().resolve(1, TestIncidents.command("r-1"));
    incidents.probeSent(probe);

    assertThat(holding(TestIncidents.scopeOf(ANOTHER))).isEmpty();
  }

  private Optional<HoldReason> holding(InviteScope scope) {
    return incidents.engine().jdbi().inTransaction(handle -> IncidentStore.holding(handle, scope));
  }
}
