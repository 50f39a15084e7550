package org.patientjourney.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.jackson.JacksonFeature;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.Encryption.Keys;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.query.KnownParameters;
import org.patientjourney.workflows.order.ClinicId;

/** Endpoints in memory, with filter, roles and problems as JourneyApplication sets them up. */
public final class TestEndpoints {
  public static final Encryption ENCRYPTION = encryption("k1", Map.of("k1", 1));
  public static final String BACKEND_KEY = "backend-key-of-tests";
  public static final String OPERATIONS_KEY = "operations-key-of-tests";

  public static final String COMPLIANCE_KEY = "compliance-key-of-tests";
  public static final String CARE_KEY = "care-key-of-tests";

  /** These two are limited to the clinic juniper. */
  public static final String JUNIPER_KEY = "juniper-key-of-tests";

  public static final String JUNIPER_OPERATIONS_KEY = "juniper-operations-key-of-tests";

  /** Of the keys above, by {@code printf %s … | sha256sum}. */
  public static final AccessConfiguration ACCESS =
      new AccessConfiguration(
          List.of(
              key(
                  "shop",
                  Role.BACKEND,
                  null,
                  "1d0816007a27e59498198445111c4b698902f4ffac23b87a1dcab6547f8e1968"),
              key(
                  "operations",
                  Role.OPERATIONS,
                  null,
                  "2dd25f783f75e37dba5509c725466fbc8b9bff711dc3b4d3bd081e78ad394af6"),
              key(
                  "auditor",
                  Role.COMPLIANCE,
                  null,
                  "e777e6291ea0fc444f4b50bd088d888c24f197455e1104656d3bc76e6e28d772"),
              key(
                  "front-desk",
                  Role.CARE,
                  null,
                  "e1f3b22d29bdab7fd8e5be10fa390376ba9a1f6482daeecefcb42e91cfa604b9"),
              key(
                  "juniper-shop",
                  Role.BACKEND,
                  "juniper",
                  "d870d5406bef4fd0290c9f796262139acb0a0bee24f22823a47e97ac4671e381"),
              key(
                  "juniper-desk",
                  Role.OPERATIONS,
                  "juniper",
                  "6cc8e7b6be5e4508477637cc317276426f7bca46c2b4d1d5a804d995729b6f38")));

  /** Held, so that it is not forgotten: Jersey warns that resources are no providers. */
  private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");

  private final ApplicationHandler jersey;

  public TestEndpoints(Object... resources) {
    JERSEY.setLevel(Level.OFF);
    ResourceConfig application = new ResourceConfig();
    application.register(new JacksonFeature(Jackson.newObjectMapper()));
    application.register(new ProblemMapper());
    application.register(new BearerKeyFilter(ACCESS));
    application.register(RolesAllowedDynamicFeature.class);
    application.register(ClinicLimit.class);
    application.register(KnownParameters.class);
    for (Object resource : resources) {
      application.register(resource);
    }
    jersey = new ApplicationHandler(application);
  }

  public ContainerResponse get(String path, @Nullable String authorization) {
    return answer(request("GET", path, authorization));
  }

  /** With the header that says why. */
  public ContainerResponse read(String path, String key, @Nullable String purpose) {
    ContainerRequest request = request("GET", path, "Bearer " + key);
    if (purpose != null) {
      request.header("X-Purpose", purpose);
    }
    return answer(request);
  }

  public ContainerResponse post(String path, @Nullable String authorization, String body) {
    return post(path, authorization, MediaType.APPLICATION_JSON, body.getBytes(UTF_8));
  }

  /** A file. */
  public ContainerResponse post(String path, @Nullable String authorization, byte[] body) {
    return post(path, authorization, MediaType.APPLICATION_OCTET_STREAM, body);
  }

  private ContainerResponse post(
      String path, @Nullable String authorization, String mediaType, byte[] body) {
    ContainerRequest request = request("POST", path, authorization);
    request.header(HttpHeaders.CONTENT_TYPE, mediaType);
    request.setEntityStream(new ByteArrayInputStream(body));
    return answer(request);
  }

  /** A request that no resource has seen yet. */
  public static ContainerRequest request(
      String method, String path, @Nullable String authorization) {
    URI base = URI.create("http://journey.example.org/");
    ContainerRequest request =
        new ContainerRequest(
            base, base.resolve(path), method, null, new MapPropertiesDelegate(), null);
    if (authorization != null) {
      request.header(HttpHeaders.AUTHORIZATION, authorization);
    }
    return request;
  }

  public ContainerResponse answer(ContainerRequest request) {
    try {
      return jersey.apply(request).get();
    } catch (ExecutionException e) {
      throw new AssertionError("expected an answer, found a failure", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static AccessKey key(String name, String role, @Nullable String clinic, String hash) {
    return new AccessKey(name, role, clinic == null ? null : new ClinicId(clinic), hash);
  }

  /**
   * With fictional keys.
   *
   * @param keys a byte that fills each, by id
   */
  public static Encryption encryption(String active, Map<String, Integer> keys) {
    return new Encryption(
        Keys.ofBase64(
            active,
            keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, key -> filled(key.getValue())))));
  }

  private static String filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
