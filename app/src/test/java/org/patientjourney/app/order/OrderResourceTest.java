package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemType;

/** What the endpoint of orders answers before anything is stored: the database is down. */
class OrderResourceTest {
  private static final String KEY = "Bearer " + TestEndpoints.BACKEND_KEY;
  private static final String JUNIPER = "Bearer " + TestEndpoints.JUNIPER_KEY;
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(resource());

  @Test
  void an_order_is_not_read_without_a_key() {
    assertThat(ENDPOINTS.post("orders", null, "{").getStatus()).isEqualTo(401);
  }

  @Test
  void a_body_that_is_no_json_object_is_400() {
    Problem problem = problem(ENDPOINTS.post("orders", KEY, "[1]"));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).isEqualTo("expected a JSON object, found JSON, but no object");
  }

  @Test
  void a_refused_order_is_422_with_every_field() {
    ObjectNode order = TestOrders.example().put("colour", "red").put("orderId", "a b");
    Problem problem = problem(ENDPOINTS.post("orders", KEY, order.toString()));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors())
        .extracting("pointer")
        .containsExactlyInAnyOrder("/orderId", "/colour");
  }

  @Test
  void an_order_of_more_than_256_kib_is_413() {
    String body = " ".repeat(256 * 1024) + TestOrders.example();
    assertThat(problem(ENDPOINTS.post("orders", KEY, body)).status()).isEqualTo(413);
  }

  @Test
  void a_good_order_is_503_while_the_database_is_down() {
    ContainerResponse answer = ENDPOINTS.post("orders", KEY, TestOrders.smallest().toString());
    assertThat(problem(answer).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders/Juniper/WC-1", "orders/juniper/a%20b", "orders/juniper/a:b"})
  void an_order_that_cannot_exist_is_404_without_a_query(String path) {
    assertThat(problem(ENDPOINTS.get(path, KEY)).status()).isEqualTo(404);
  }

  @Test
  void a_key_of_one_clinic_posts_for_its_own() {
    String order = TestOrders.smallest().toString();
    assertThat(problem(ENDPOINTS.post("orders", JUNIPER, order)).status()).isEqualTo(503);
    String wrong = TestOrders.smallest().put("orderId", "a b").toString();
    assertThat(problem(ENDPOINTS.post("orders", JUNIPER, wrong)).status()).isEqualTo(422);
    String none = TestOrders.smallest().putNull("clinic").toString();
    assertThat(problem(ENDPOINTS.post("orders", JUNIPER, none)).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cedar", "sagebrush", "No Clinic"})
  void a_key_of_one_clinic_gets_no_details_about_another_clinics_order(String clinic) {
    ObjectNode order = TestOrders.smallest().put("clinic", clinic);
    Problem right = problem(ENDPOINTS.post("orders", JUNIPER, order.toString()));
    Problem wrong = problem(ENDPOINTS.post("orders", JUNIPER, order.put("orderId", 7).toString()));

    assertThat(right)
        .isEqualTo(wrong)
        .isEqualTo(
            ProblemType.FORBIDDEN
                .response("expected an order of the key's own clinic")
                .getEntity());
  }

  private static Problem problem(ContainerResponse answer) {
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    return (Problem) answer.getEntity();
  }

  private static OrderResource resource() {
    Encryption encryption =
        new Encryption(
            Encryption.Keys.ofBase64(
                "k1", Map.of("k1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
    Jdbi jdbi = TestDatabase.down();
    return TestOrders.resource(
        jdbi,
        encryption,
        new PersonalReads(
            jdbi,
            encryption,
            new ProviderReports(encryption, new QualiphyWebhookReader()),
            new AccessLog(jdbi, encryption, InstantSource.fixed(TestOrders.NOW))));
  }
}
