package org.patientjourney.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.access.TestEndpoints;

/** What becomes of the bytes that a person posts as a command. */
class CommandBodyTest {
  private static final String KEY = "Bearer " + TestEndpoints.OPERATIONS_KEY;
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(new Desk());

  /** Takes a command as the journeys' door does. */
  @Path("/close")
  public static final class Desk {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATIONS)
    public String close(@Nullable CommandRequest request) {
      CommandReading reading = CommandReading.close(request, Role.OPERATIONS);
      return reading.problems().isEmpty() ? "taken" : "refused";
    }
  }

  @Test
  void a_command_is_read() {
    assertThat(
            ENDPOINTS
                .post("close", KEY, "{\"commandId\": \"c-1\", \"reason\": \"double order\"}")
                .getEntity())
        .isEqualTo("taken");
  }

  @Test
  void a_null_is_no_command() {
    assertThat(ENDPOINTS.post("close", KEY, "null").getEntity()).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"reason\": {}}", "{\"reason\": [1]}", "reason"})
  void a_body_that_is_no_command_is_the_callers_mistake(String body) {
    assertThat(ENDPOINTS.post("close", KEY, body).getStatus()).isIn(400, 422);
  }

  @Test
  void a_misspelled_field_is_refused() {
    String body = "{\"reason\": \"double order\", \"commandId\": \"c-1\", \"hodl\": \"x\"}";
    assertThat(ENDPOINTS.post("close", KEY, body).getEntity()).isNotEqualTo("taken");
  }
}
