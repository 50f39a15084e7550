package org.patientjourney.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** What the endpoint of commands refuses before it reads the record: the database is down. */
class CommandResourceTest {
  private static final String PATH = "journeys/juniper:WC-1:5101/commands";
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(resource());

  @ParameterizedTest
  @CsvSource({
    "hold, operations-key-of-tests, 503",
    "hold, backend-key-of-tests, 403",
    "hold, care-key-of-tests, 403",
    "hold, compliance-key-of-tests, 403",
    "cancel, backend-key-of-tests, 503",
    "waive-follow-up, care-key-of-tests, 503",
    "waive-follow-up, operations-key-of-tests, 403",
    "restart, backend-key-of-tests, 403"
  })
  void each_command_is_for_its_roles(String command, String key, int status) {
    assertThat(post(PATH, key, "{\"command\": \"" + command + "\"}").getStatus()).isEqualTo(status);
  }

  @Test
  void a_refusal_names_the_roles_of_the_command() {
    Problem problem =
        (Problem)
            post(PATH, TestEndpoints.OPERATIONS_KEY, "{\"command\": \"waive-follow-up\"}")
                .getEntity();
    assertThat(problem.detail()).contains("CARE or DISPENSING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "[{}]", "reason", "7"})
  void a_body_that_is_no_object_is_400(String body) {
    assertThat(post(PATH, TestEndpoints.OPERATIONS_KEY, body).getStatus()).isEqualTo(400);
  }

  @Test
  void a_journey_of_another_clinic_is_404() {
    String body = "{\"command\": \"hold\"}";
    String other = "journeys/cedar:WC-1:5101/commands";
    assertThat(post(other, TestEndpoints.JUNIPER_OPERATIONS_KEY, body).getStatus()).isEqualTo(404);
    assertThat(post(PATH, TestEndpoints.JUNIPER_OPERATIONS_KEY, body).getStatus()).isEqualTo(503);
  }

  private static ContainerResponse post(String path, String key, String body) {
    return ENDPOINTS.post(path, "Bearer " + key, body);
  }

  @SuppressWarnings("NullAway") // no request under test reaches the service
  private static CommandResource resource() {
    Journeys journeys = new Journeys(TestDatabase.down(), JourneyPolicy.STANDARD);
    return new CommandResource(journeys, null);
  }
}
