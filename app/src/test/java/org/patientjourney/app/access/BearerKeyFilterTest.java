package org.patientjourney.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.access.TestEndpoints.BACKEND_KEY;
import static org.patientjourney.app.access.TestEndpoints.CARE_KEY;
import static org.patientjourney.app.access.TestEndpoints.COMPLIANCE_KEY;
import static org.patientjourney.app.access.TestEndpoints.JUNIPER_KEY;
import static org.patientjourney.app.access.TestEndpoints.OPERATIONS_KEY;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.problem.Problem;

class BearerKeyFilterTest {
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(new CallerResource());

  /** One endpoint for each kind of caller. */
  @Path("/")
  public static final class CallerResource {
    @GET
    @Path("orders")
    @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
    public String orders(@Context SecurityContext caller) {
      return caller.getUserPrincipal().getName() + " by " + caller.getAuthenticationScheme();
    }

    @GET
    @Path("alarms")
    @RolesAllowed(Role.OPERATIONS)
    public String alarms() {
      return "alarms";
    }

    @POST
    @Path("webhooks/qualiphy/{token}")
    public String webhook() {
      return "stored";
    }
  }

  @ParameterizedTest
  @CsvSource({
    BACKEND_KEY + ",orders,200",
    BACKEND_KEY + ",alarms,403",
    OPERATIONS_KEY + ",orders,200",
    OPERATIONS_KEY + ",alarms,200",
    COMPLIANCE_KEY + ",orders,403",
    COMPLIANCE_KEY + ",alarms,403",
    CARE_KEY + ",orders,403",
    CARE_KEY + ",alarms,403",
    JUNIPER_KEY + ",orders,200"
  })
  void a_key_reaches_the_endpoints_of_its_role(String key, String path, int status) {
    assertThat(ENDPOINTS.get(path, "Bearer " + key).getStatus()).isEqualTo(status);
  }

  @Test
  void the_name_of_the_key_is_the_name_under_which_a_caller_acts() {
    assertThat(ENDPOINTS.get("orders", "Bearer " + BACKEND_KEY).getEntity())
        .isEqualTo("shop by Bearer");
    assertThat(ENDPOINTS.get("orders", "Bearer  " + OPERATIONS_KEY + " ").getEntity())
        .isEqualTo("operations by Bearer");
  }

  @Test
  void a_key_has_one_of_the_roles_that_endpoints_name() {
    assertThat(Role.ANY.split("\\|"))
        .containsExactly(
            Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE, Role.CARE, Role.DISPENSING);
  }

  @Test
  void a_request_without_a_key_is_refused() {
    ContainerResponse answer = ENDPOINTS.get("orders", null);
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        BACKEND_KEY,
        "Basic " + BACKEND_KEY,
        "Token " + BACKEND_KEY,
        "Bearer" + BACKEND_KEY,
        "Bearer wrong",
        "Bearer " + BACKEND_KEY + "x",
        "Bearer BACKEND-KEY-OF-TESTS"
      })
  void a_wrong_scheme_or_key_is_refused_and_not_quoted(String authorization) {
    ContainerResponse answer = ENDPOINTS.get("orders", authorization);
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getEntity().toString()).doesNotContain("backend-key", "wrong");
  }

  @Test
  void the_configured_hash_is_not_itself_a_key() {
    String hash = TestEndpoints.ACCESS.keys().get(0).hash();
    assertThat(ENDPOINTS.get("orders", "Bearer " + hash).getStatus()).isEqualTo(401);
  }

  @Test
  void the_webhook_needs_no_key() {
    assertThat(ENDPOINTS.post("webhooks/qualiphy/token", null, "{}").getStatus()).isEqualTo(200);
    assertThat(ENDPOINTS.post("webhooks/qualiphy/token", "Bearer wrong", "{}").getStatus())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.json", "docs", "docs/", "docs/docs.js"})
  void the_documents_of_the_api_need_no_key(String path) {
    ContainerRequest request = TestEndpoints.request("GET", path, null);
    new BearerKeyFilter(TestEndpoints.ACCESS).filter(request);
    assertThat(request.getAbortResponse()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhooks",
        "webhooksx",
        "orders/webhooks/",
        "",
        "Webhooks/x",
        "openapi",
        "openapiXjson",
        "openapi.json/x",
        "docsx",
        "orders/docs/",
        "x/openapi.json"
      })
  void every_other_path_needs_a_key(String path) {
    ContainerRequest request = TestEndpoints.request("GET", path, null);
    new BearerKeyFilter(TestEndpoints.ACCESS).filter(request);
    assertThat(request.getAbortResponse().getStatus()).isEqualTo(401);
  }

  @Test
  void a_path_that_only_begins_like_the_webhook_needs_a_key() {
    assertThat(ENDPOINTS.get("webhooks/../orders", null).getStatus()).isIn(401, 403, 404);
    assertThat(ENDPOINTS.get("webhooks%2F../orders", null).getStatus()).isIn(401, 403, 404);
  }

  @Test
  void the_scheme_is_known_in_any_case() {
    assertThat(ENDPOINTS.get("orders", "bearer " + BACKEND_KEY).getStatus()).isEqualTo(200);
  }

  @Test
  void a_401_names_the_scheme() {
    assertThat(ENDPOINTS.get("orders", null).getHeaderString("WWW-Authenticate"))
        .isEqualTo("Bearer");
  }
}
