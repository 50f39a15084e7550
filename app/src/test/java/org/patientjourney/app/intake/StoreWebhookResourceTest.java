package org.patientjourney.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.app.TestDatabase;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.order.TestOrders;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientContact;

/** What is answered before anything is stored: the database is down. */
class StoreWebhookResourceTest {
  private static final byte[] BODY = "{\"id\":1234}".getBytes(UTF_8);

  /** As in {@link StoreSignatureTest}. */
  private static final String SIGNATURE = "lyDhkbNi0qyVPH+gahmzN6AYbJgP0m3ZjllMtOEsSh0=";

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final TestEndpoints endpoints = new TestEndpoints(resource(meters));

  @Test
  void a_signed_body_would_be_stored() {
    assertThat(problem(post("woocommerce/juniper", BODY, SIGNATURE)).status()).isEqualTo(503);
    assertThat(refused("signature")).isZero();
  }

  @Test
  void what_is_not_signed_by_the_store_is_counted_and_no_more() {
    assertThat(problem(post("woocommerce/juniper", BODY, null)).status()).isEqualTo(401);
    assertThat(problem(post("woocommerce/juniper", BODY, "AAAA")).status()).isEqualTo(401);
    byte[] other = "{\"id\":1235}".getBytes(UTF_8);
    assertThat(problem(post("woocommerce/juniper", other, SIGNATURE)).status()).isEqualTo(401);
    assertThat(refused("signature")).isEqualTo(3);
  }

  @Test
  void what_is_too_large_is_counted_and_no_more() {
    byte[] large = new byte[1024 * 1024 + 1];
    assertThat(problem(post("woocommerce/juniper", large, SIGNATURE)).status()).isEqualTo(413);
    assertThat(refused("size")).isEqualTo(1);
  }

  @Test
  void a_ping_needs_no_database() {
    ContainerResponse answer = post("woocommerce/juniper", "webhook_id=7".getBytes(UTF_8), null);
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.hasEntity()).isFalse();
  }

  @Test
  void a_store_that_is_not_configured_does_not_exist() {
    for (String store : List.of("shopify/juniper", "woocommerce/cedar", "woocommerce/No%20One")) {
      assertThat(problem(post(store, BODY, SIGNATURE)).status()).as(store).isEqualTo(404);
    }
  }

  private ContainerResponse post(String store, byte[] body, @Nullable String signature) {
    ContainerRequest request = TestEndpoints.request("POST", "intake/" + store, null);
    if (signature != null) {
      request.header("X-WC-Webhook-Signature", signature);
    }
    request.header("Content-Type", "application/x-www-form-urlencoded");
    request.setEntityStream(new ByteArrayInputStream(body));
    return endpoints.answer(request);
  }

  private double refused(String reason) {
    return meters.get("journey.intake.refused").tag("reason", reason).counter().count();
  }

  private static Problem problem(ContainerResponse answer) {
    return (Problem) answer.getEntity();
  }

  private static StoreWebhookResource resource(MeterRegistry meters) {
    Encryption encryption =
        new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", "A".repeat(43) + "=")));
    Jdbi down = TestDatabase.down();
    StoreDeliveries deliveries =
        new StoreDeliveries(down, encryption, InstantSource.fixed(TestOrders.NOW));
    Map<ClinicId, ClinicConfiguration> clinics =
        Map.of(
            new ClinicId("juniper"),
            new ClinicConfiguration(
                "key",
                PatientContact.PROVIDER,
                ZoneId.of("America/Denver"),
                null,
                null,
                List.of(TestStores.WOOCOMMERCE),
                null),
            new ClinicId("cedar"),
            new ClinicConfiguration(
                "key", PatientContact.CLINIC, ZoneId.of("America/Denver"), null, null, null, null));
    return new StoreWebhookResource(
        deliveries, TestOrders.intake(down, encryption, deliveries, clinics), clinics, meters);
  }
}
