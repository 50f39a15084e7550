package org.patientjourney.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_OPERATIONS_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

class ClinicLimitTest {
  private static final TestEndpoints ENDPOINTS =
      new TestEndpoints(new ClinicResource(), new PersonalResource());

  /** Endpoints whose path names a clinic. */
  @Path("/")
  public static final class ClinicResource {
    @GET
    @Path("orders/{clinic}/{orderId}")
    @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
    public String order(@PathParam("clinic") String clinic) {
      return clinic;
    }

    @GET
    @Path("journeys/{journeyId}")
    @RolesAllowed(Role.OPERATIONS)
    public String journey(@PathParam("journeyId") String journey) {
      return journey;
    }
  }

  /** An endpoint that refuses by itself. */
  @Path("/personal/{clinic}")
  public static final class PersonalResource {
    @GET
    @PersonalRead(PersonalEndpoint.ORDER_CONTENT)
    public boolean mayRead(@PathParam("clinic") String clinic, @Context SecurityContext caller) {
      return Caller.of(caller).sees(new ClinicId(clinic));
    }
  }

  @ParameterizedTest
  @CsvSource({
    JUNIPER_OPERATIONS_KEY + ",orders/juniper/WC-1,200",
    JUNIPER_OPERATIONS_KEY + ",orders/cedar/WC-1,404",
    JUNIPER_OPERATIONS_KEY + ",orders/juniper-2/WC-1,404",
    JUNIPER_OPERATIONS_KEY + ",journeys/juniper:WC-1:5101,200",
    JUNIPER_OPERATIONS_KEY + ",journeys/cedar:WC-1:5101,404",
    JUNIPER_OPERATIONS_KEY + ",journeys/juniper-2:WC-1:5101,404",
    JUNIPER_OPERATIONS_KEY + ",journeys/juniper,404",
    JUNIPER_KEY + ",orders/juniper/WC-1,200",
    OPERATIONS_KEY + ",orders/cedar/WC-1,200",
    OPERATIONS_KEY + ",journeys/cedar:WC-1:5101,200"
  })
  void a_key_reaches_the_paths_of_its_clinic_only(String key, String path, int status) {
    assertThat(ENDPOINTS.get(path, "Bearer " + key).getStatus()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"journeys/juniper:WC-1:5101", "journeys/cedar:WC-1:5101"})
  void a_wrong_role_is_refused_first(String path) {
    assertThat(ENDPOINTS.get(path, "Bearer " + JUNIPER_KEY).getStatus()).isEqualTo(403);
  }

  @Test
  void the_refusal_names_nothing() {
    Problem problem =
        (Problem) ENDPOINTS.get("orders/cedar/WC-1", "Bearer " + JUNIPER_KEY).getEntity();
    assertThat(problem.toString()).doesNotContain("juniper", "cedar", "WC-1");
  }

  @Test
  void an_endpoint_of_personal_data_refuses_by_itself() {
    assertThat(ENDPOINTS.get("personal/cedar", "Bearer " + JUNIPER_KEY).getEntity())
        .isEqualTo(false);
    assertThat(ENDPOINTS.get("personal/cedar", "Bearer " + OPERATIONS_KEY).getEntity())
        .isEqualTo(true);
  }

  @Test
  void a_caller_sees_the_journeys_of_the_clinic() {
    Caller caller = new Caller("desk", Role.OPERATIONS, new ClinicId("juniper"));
    assertThat(caller.sees(new JourneyId("juniper:WC-1:5101"))).isTrue();
    assertThat(caller.sees(new JourneyId("juniper-2:WC-1:5101"))).isFalse();
    assertThat(new Caller("desk", Role.OPERATIONS, null).sees(new JourneyId("cedar:WC-1:5101")))
        .isTrue();
  }
}
