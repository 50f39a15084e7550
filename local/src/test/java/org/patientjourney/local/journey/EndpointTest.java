package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.journey.Endpoints.Endpoint;

/** What every endpoint of openapi.json refuses, and what its problem says. */
class EndpointTest {
  private static final String WEBHOOK = "/webhooks/qualiphy/{token}";

  private static TestSystem system;
  private static Endpoints endpoints;
  private static List<Endpoint> withQueryRules;

  @BeforeAll
  static void start() throws IOException {
    system = TestSystem.shared();
    endpoints = new Endpoints(system.url(), system.keys());
    withQueryRules =
        endpoints.all().stream().filter(endpoint -> !endpoint.path().equals(WEBHOOK)).toList();
  }

  @Test
  void an_unknown_query_parameter_is_refused_with_the_names_of_the_known_ones() throws Exception {
    assertThat(withQueryRules).hasSizeGreaterThan(45);
    for (Endpoint endpoint : withQueryRules) {
      JsonNode problem = refused(endpoint, "?no-such=1", "/no-such");
      String expected = problem.at("/errors/0/expected").asText();
      if (endpoint.parameters().isEmpty()) {
        assertThat(expected).as(endpoint.toString()).isEqualTo("no query parameter");
      } else {
        assertThat(expected).as(endpoint.toString()).contains(endpoint.parameters().keySet());
      }
    }
  }

  @Test
  void an_empty_query_parameter_is_refused() throws Exception {
    for (Endpoint endpoint : withQueryRules) {
      for (String name : endpoint.parameters().keySet()) {
        refused(endpoint, "?" + name + "=", "/" + name);
        refused(endpoint, "?" + name, "/" + name);
      }
    }
  }

  @Test
  void a_repeated_query_parameter_is_refused_unless_it_is_a_list() throws Exception {
    for (Endpoint endpoint : withQueryRules) {
      for (Map.Entry<String, Boolean> parameter : endpoint.parameters().entrySet()) {
        String name = parameter.getKey();
        String query = "?" + name + "=1&" + name + "=2";
        if (parameter.getValue()) {
          assertThat(endpoints.ask(endpoint, query).body().path("errors").toString())
              .as(endpoint + query)
              .doesNotContain("the parameter once");
        } else {
          refused(endpoint, query, "/" + name);
        }
      }
    }
  }

  @Test
  void a_webhook_with_any_query_is_stored() throws Exception {
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.order("any-query", "Waiting", 5101));
    journeys.awaitInvited("juniper:any-query:5101");
    String token = system.sandbox().webhook("juniper:any-query:5101").getPath();
    assertThat(endpoints.send("POST", token + "?no-such=1&no-such=", "").status()).isEqualTo(200);
  }

  @Test
  void a_refused_key_gets_the_roles_that_may_call_the_endpoint() throws Exception {
    for (Endpoint endpoint : withQueryRules) {
      if (!endpoint.roles().isEmpty()) {
        JsonClient.Answer answer = endpoints.askWithoutRole(endpoint);
        if (answer.status() != 404) { // personal data: what is not there is not refused
          assertThat(answer.body().path("code").asText())
              .as(endpoint.toString())
              .isEqualTo("forbidden");
          assertThat(answer.body().path("detail").asText())
              .as(endpoint.toString())
              .contains(endpoint.roles());
        }
      }
    }
  }

  @Test
  void a_refused_method_gets_the_methods_of_the_path() throws Exception {
    for (Endpoint endpoint : endpoints.all()) {
      JsonNode problem = endpoints.send("DELETE", endpoint.sample(), "OPERATIONS").body();
      assertThat(problem.path("code").asText())
          .as(endpoint.toString())
          .isEqualTo("method-not-allowed");
      assertThat(problem.path("detail").asText()).contains(endpoint.method());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /no-such-path | 404 | not-found | /openapi.json",
        "GET | /journeys/juniper:none:5101 | 404 | no-such-journey | GET /journeys?orderId=",
        "GET | /journeys/juniper | 404 | not-a-journey-id | {clinic}:{orderId}:{examId}",
        "POST | /journeys/juniper/commands | 404 | not-a-journey-id | {clinic}:{orderId}:{examId}",
        "GET | /journeys/juniper:none:5101/audit | 404 | no-such-journey | GET /journeys?orderId=",
        "GET | /orders/juniper/none | 404 | no-such-order | GET /journeys?patientId=",
        "GET | /incidents/1999999 | 404 | no-such-incident | GET /incidents?open=false",
        "GET | /journeys/juniper:none:5101/pdf | 404 | no-such-journey | GET /journeys?orderId="
      })
  void an_unknown_path_is_answered_with_what_was_expected(
      String method, String path, int status, String code, String detail) throws Exception {
    JsonClient.Answer answer = endpoints.send(method, path, "OPERATIONS");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("code").asText()).isEqualTo(code);
    assertThat(answer.body().path("detail").asText()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clearances | /clinic | nothing | the clinic of the order",
        "/clearances?clinic=Juniper&patientId=P-1 | /clinic | something else | the clinic",
        "/follow-ups/certificate | /period | nothing | 2026-11",
        "/clinics/juniper/pharmacies?exam=5101 | /state | nothing | two upper-case letters",
        "/clinics/juniper/pharmacies?state=TX | /exam | nothing | numbers",
        "/webhook-deliveries?state=X | /state | something else | APPLIED, NEEDS_REVIEW, LATE"
      })
  void a_query_that_is_refused_says_what_is_missing_or_wrong(
      String path, String pointer, String found, String expected) throws Exception {
    JsonClient.Answer answer = endpoints.send("GET", path, "OPERATIONS");
    assertThat(answer.status()).isEqualTo(400);
    JsonNode problem = answer.body().at("/errors/0");
    assertThat(problem.path("pointer").asText()).isEqualTo(pointer);
    assertThat(problem.path("found").asText()).isEqualTo(found);
    assertThat(problem.path("expected").asText()).contains(expected);
  }

  @Test
  void names_the_supported_media_types_in_406_and_415() throws Exception {
    JsonNode served =
        endpoints.send("GET", "/follow-ups", "OPERATIONS", "Accept", "image/png").body();
    assertThat(served.path("code").asText()).isEqualTo("not-acceptable");
    assertThat(served.path("detail").asText()).contains("application/json", "text/csv");
    JsonNode taken =
        endpoints
            .send(
                "POST",
                "/journeys/juniper:none:5101/commands",
                "OPERATIONS",
                "Content-Type",
                "text/plain")
            .body();
    assertThat(taken.path("code").asText()).isEqualTo("unsupported-media-type");
    assertThat(taken.path("detail").asText()).contains("application/json");
  }

  @Test
  void the_sample_order_of_the_document_is_accepted() throws Exception {
    JsonNode order =
        system.anonymous().get("/openapi.json").body().at("/components/schemas/Order/examples/0");
    // Another test may have posted it.
    ((ObjectNode) order).put("orderId", "sample-of-the-document");
    assertThat(system.backend().post("/orders", order).status()).isEqualTo(201);
  }

  private static JsonNode refused(Endpoint endpoint, String query, String pointer)
      throws IOException {
    JsonClient.Answer answer = endpoints.ask(endpoint, query);
    assertThat(answer.status()).as(endpoint + query).isEqualTo(400);
    assertThat(answer.body().path("code").asText()).as(endpoint + query).isEqualTo("query-refused");
    assertThat(answer.body().at("/errors/0/pointer").asText())
        .as(endpoint + query)
        .isEqualTo(pointer);
    return answer.body();
  }
}
