package org.patientjourney.app.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.intake.StoreDeliveries.Stored;
import org.patientjourney.activities.intake.StoreDelivery;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration;
import org.patientjourney.app.logging.FailureCauses;
import org.patientjourney.app.metrics.LabelValue;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.order.ClinicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stores send. The signature is the key; a signed delivery is stored, and answered 200
 * whatever it says: a store that is refused again and again sends nothing more.
 */
@Path("/intake")
@Produces(MediaType.WILDCARD)
@Consumes(MediaType.WILDCARD)
public final class StoreWebhookResource {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWebhookResource.class);
  private static final int MAXIMUM_BYTES = 1024 * 1024;

  /** WooCommerce, {@code WC_Webhook::deliver_ping}: sent when a webhook is saved, unsigned. */
  private static final Pattern PING = Pattern.compile("webhook_id=[0-9]{1,20}");

  private static final int LONGEST_PING = 32;
  private static final Pattern TOPIC = Pattern.compile("[a-z_./-]{1,64}");
  private static final Pattern DELIVERY_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Why a delivery was not stored. */
  private enum Refusal {
    SIGNATURE,
    SIZE
  }

  /** The names of a platform's headers. */
  private record Headers(String signature, String topic, String deliveryId) {}

  private static final Headers WOOCOMMERCE =
      new Headers("X-WC-Webhook-Signature", "X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID");
  private static final Headers SHOPIFY =
      new Headers("X-Shopify-Hmac-Sha256", "X-Shopify-Topic", "X-Shopify-Webhook-Id");

  private final StoreDeliveries deliveries;
  private final StoreIntake intake;
  private final Map<ClinicId, ClinicConfiguration> clinics;
  private final MeterRegistry registry;

  public StoreWebhookResource(
      StoreDeliveries deliveries,
      StoreIntake intake,
      Map<ClinicId, ClinicConfiguration> clinics,
      MeterRegistry registry) {
    this.deliveries = deliveries;
    this.intake = intake;
    this.clinics = clinics;
    this.registry = registry;
    for (Refusal refusal : Refusal.values()) {
      count(refusal, 0);
    }
  }

  /**
   * What a store is told; it does not read it.
   *
   * @param outcome left out while it is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StoreAnswer(long id, @Nullable StoreOutcome outcome) {}

  @POST
  @Path("/woocommerce/{clinic}")
  @Operation(summary = "A WooCommerce store reports an order; stored before it is understood")
  @RequestBody(
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(types = "object")))
  @ApiResponse(
      responseCode = "200",
      description = "Stored, whatever it says; or WooCommerce's ping, which is not stored",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StoreAnswer.class)))
  @ApiResponse(responseCode = "401", description = "Not signed with a secret of the store")
  @ApiResponse(responseCode = "413", description = "More than 1 MiB")
  public Response woocommerce(
      @PathParam("clinic") String clinic, InputStream body, @Context HttpHeaders headers)
      throws IOException {
    StoreConfiguration store = store(clinic, StorePlatform.WOOCOMMERCE);
    byte[] bytes = read(body);
    return headers.getHeaderString(WOOCOMMERCE.signature()) == null && isPing(bytes)
        ? Response.ok().build()
        : receive(new ClinicId(clinic), store, WOOCOMMERCE, bytes, headers);
  }

  @POST
  @Path("/shopify/{clinic}")
  @Operation(summary = "A Shopify store reports an order; stored before it is understood")
  @RequestBody(
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(types = "object")))
  @ApiResponse(
      responseCode = "200",
      description = "Stored, whatever it says",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StoreAnswer.class)))
  @ApiResponse(responseCode = "401", description = "Not signed with a secret of the store")
  @ApiResponse(responseCode = "413", description = "More than 1 MiB")
  public Response shopify(
      @PathParam("clinic") String clinic, InputStream body, @Context HttpHeaders headers)
      throws IOException {
    StoreConfiguration store = store(clinic, StorePlatform.SHOPIFY);
    return receive(new ClinicId(clinic), store, SHOPIFY, read(body), headers);
  }

  private StoreConfiguration store(String clinic, StorePlatform platform) {
    Optional<ClinicConfiguration> configured =
        ClinicId.isValid(clinic)
            ? Optional.ofNullable(clinics.get(new ClinicId(clinic)))
            : Optional.empty();
    return configured
        .flatMap(found -> found.store(platform))
        .orElseThrow(
            () ->
                ProblemType.NO_SUCH_STORE.refusal(
                    "expected a clinic with a store of this platform in clinics.<clinic>.stores"));
  }

  private byte[] read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      throw refused(
          Refusal.SIZE,
          ProblemType.CONTENT_TOO_LARGE.refusal(
              "expected an order of at most " + MAXIMUM_BYTES + " bytes"));
    }
    return bytes;
  }

  private static boolean isPing(byte[] bytes) {
    return bytes.length <= LONGEST_PING
        && PING.matcher(new String(bytes, StandardCharsets.US_ASCII)).matches();
  }

  private Response receive(
      ClinicId clinic, StoreConfiguration store, Headers names, byte[] bytes, HttpHeaders headers) {
    String signature = headers.getHeaderString(names.signature());
    if (!StoreSignature.isOfOne(store.secrets(), signature, bytes)) {
      throw refused(
          Refusal.SIGNATURE,
          ProblemType.WRONG_SIGNATURE.refusal(
              "expected the header "
                  + names.signature()
                  + " with the body's signature by a secret of the store"));
    }
    Stored stored =
        deliveries.store(
            clinic,
            store.platform(),
            fitting(TOPIC, headers.getHeaderString(names.topic())),
            fitting(DELIVERY_ID, headers.getHeaderString(names.deliveryId())),
            bytes);
    StoreDelivery delivery = stored.isNew() ? settled(stored.delivery()) : stored.delivery();
    return Response.ok(new StoreAnswer(delivery.id(), delivery.outcome()))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }

  /** What cannot be settled now a relay settles: it is stored. */
  private StoreDelivery settled(StoreDelivery delivery) {
    try {
      return intake.settle(delivery);
    } catch (RuntimeException failure) {
      LOG.warn("store delivery {} waits: {}", delivery.id(), FailureCauses.of(failure));
      return delivery;
    }
  }

  private static @Nullable String fitting(Pattern shape, @Nullable String header) {
    return header != null && shape.matcher(header).matches() ? header : null;
  }

  private WebApplicationException refused(Refusal why, WebApplicationException refusal) {
    count(why, 1);
    return refusal;
  }

  private void count(Refusal refusal, int deliveries) {
    Counter.builder("journey.intake.refused")
        .description("Deliveries of stores that were not stored")
        .tag("reason", LabelValue.of(refusal))
        .register(registry)
        .increment(deliveries);
  }
}
