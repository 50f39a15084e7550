package org.patientjourney.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.Problem;

class PersonalAccessTest {
  private final List<AccessRequest> asked = new ArrayList<>();
  private final TestEndpoints endpoints = new TestEndpoints(new PersonalResource());

  /** Reads for every caller with access. */
  @Path("/personal")
  public final class PersonalResource {
    @GET
    @PersonalRead(PersonalEndpoint.ORDER_CONTENT)
    public String get(@BeanParam PersonalAccess access) {
      return access.read(
          request -> {
            asked.add(request);
            return Optional.of("personal");
          },
          NotFoundException::new);
    }
  }

  @Test
  void care_reads_with_a_purpose_and_no_cache_may_keep_the_answer() {
    ContainerResponse answer =
        endpoints.read("personal", TestEndpoints.CARE_KEY, " the patient asked ");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("no-store");
    assertThat(asked)
        .containsExactly(
            new AccessRequest(
                "front-desk",
                "CARE",
                null,
                PersonalEndpoint.ORDER_CONTENT,
                true,
                "the patient asked"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "a\tb"})
  void a_request_without_a_purpose_reads_nothing_and_the_refusal_names_the_header(
      @Nullable String purpose) {
    ContainerResponse answer = endpoints.read("personal", TestEndpoints.CARE_KEY, purpose);

    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(((Problem) answer.getEntity()).toString()).contains("X-Purpose", "1 to 200");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_purpose_has_200_characters_at_most() {
    assertThat(endpoints.read("personal", TestEndpoints.CARE_KEY, "p".repeat(200)).getStatus())
        .isEqualTo(200);
    assertThat(endpoints.read("personal", TestEndpoints.CARE_KEY, "p".repeat(201)).getStatus())
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
  void any_other_role_is_logged_and_refused(String key) {
    ContainerResponse answer = endpoints.read("personal", key, null);

    assertThat(answer.getStatus()).isEqualTo(403);
    assertThat(answer.getEntity().toString())
        .contains("expected a key of the role CARE or DISPENSING, found a key of another role");
    assertThat(asked).hasSize(1).noneMatch(AccessRequest::mayRead);
  }

  @Test
  void a_backend_reads_what_it_tells_the_patient_and_nothing_else() {
    assertThat(
            Arrays.stream(PersonalEndpoint.values())
                .filter(endpoint -> PersonalAccess.roles(endpoint).contains(Role.BACKEND)))
        .containsExactly(
            PersonalEndpoint.INVITE_LINK,
            PersonalEndpoint.CONSULTATIONS,
            PersonalEndpoint.SHIPMENTS);
  }

  @Test
  void a_request_without_a_key_is_not_logged() {
    assertThat(endpoints.get("personal", null).getStatus()).isEqualTo(401);
    assertThat(asked).isEmpty();
  }
}
