package org.patientjourney.app.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.PersonalRead;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.problem.Problem;

class PersonalAccessTest {
  private final List<AccessRequest> asked = new ArrayList<>();
  private final TestEndpoints endpoints = new TestEndpoints(new Room());

  /** Reads for everybody whom the entrance lets through. */
  @PersonalRead
  @Path("/room")
  public final class Room {
    @GET
    public Response get(
        @HeaderParam("X-Purpose") @Nullable String purpose, @Context SecurityContext caller) {
      return PersonalAccess.read(
          caller,
          PersonalEndpoint.INVITE_LINK,
          purpose,
          request -> {
            asked.add(request);
            return Response.ok("personal").build();
          });
    }
  }

  @Test
  void care_reads_with_a_purpose_and_nobody_keeps_a_copy() {
    ContainerResponse answer =
        endpoints.read("room", TestEndpoints.CARE_KEY, " the patient asked ");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    assertThat(asked)
        .containsExactly(
            new AccessRequest(
                "front-desk",
                "CARE",
                null,
                PersonalEndpoint.INVITE_LINK,
                true,
                "the patient asked"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "a\tb"})
  void without_a_purpose_nothing_is_read_and_the_header_is_named(@Nullable String purpose) {
    ContainerResponse answer = endpoints.read("room", TestEndpoints.CARE_KEY, purpose);

    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(((Problem) answer.getEntity()).toString()).contains("X-Purpose", "1 to 200");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_purpose_has_200_characters_at_most() {
    assertThat(endpoints.read("room", TestEndpoints.CARE_KEY, "p".repeat(200)).getStatus())
        .isEqualTo(200);
    assertThat(endpoints.read("room", TestEndpoints.CARE_KEY, "p".repeat(201)).getStatus())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TestEndpoints.BACKEND_KEY,
        TestEndpoints.OPERATIONS_KEY,
        TestEndpoints.COMPLIANCE_KEY,
        TestEndpoints.JUNIPER_OPERATIONS_KEY
      })
  void any_other_role_is_asked_for_its_line_and_gets_nothing(String key) {
    ContainerResponse answer = endpoints.read("room", key, null);

    assertThat(answer.getStatus()).isEqualTo(403);
    assertThat(answer.getEntity()).isInstanceOf(Problem.class);
    assertThat(asked).hasSize(1).noneMatch(AccessRequest::mayRead);
  }

  @Test
  void without_a_key_there_is_not_even_a_line() {
    assertThat(endpoints.get("room", null).getStatus()).isEqualTo(401);
    assertThat(asked).isEmpty();
  }
}
