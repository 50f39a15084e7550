package org.patientjourney.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.jackson.JacksonFeature;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.configuration.AccessConfiguration;
import org.patientjourney.app.problem.ProblemMapper;

/** Doors in memory, with filter, roles and problems as JourneyApplication sets them up. */
public final class Doors {
  public static final String BACKEND_KEY = "backend-key-of-tests";
  public static final String OPERATIONS_KEY = "operations-key-of-tests";

  /** Of the two keys above, by {@code printf %s … | sha256sum}. */
  public static final AccessConfiguration ACCESS =
      new AccessConfiguration(
          "1d0816007a27e59498198445111c4b698902f4ffac23b87a1dcab6547f8e1968",
          "2dd25f783f75e37dba5509c725466fbc8b9bff711dc3b4d3bd081e78ad394af6");

  /** Held, so that it is not forgotten: Jersey warns that resources are no providers. */
  private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");

  private final ApplicationHandler jersey;

  public Doors(Object... resources) {
    JERSEY.setLevel(Level.OFF);
    ResourceConfig application = new ResourceConfig();
    application.register(new JacksonFeature(Jackson.newObjectMapper()));
    application.register(new ProblemMapper());
    application.register(new BearerKeyFilter(ACCESS));
    application.register(RolesAllowedDynamicFeature.class);
    for (Object resource : resources) {
      application.register(resource);
    }
    jersey = new ApplicationHandler(application);
  }

  public ContainerResponse get(String path, @Nullable String authorization) {
    return answer(request("GET", path, authorization));
  }

  public ContainerResponse post(String path, @Nullable String authorization, String body) {
    ContainerRequest request = request("POST", path, authorization);
    request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    request.setEntityStream(new ByteArrayInputStream(body.getBytes(UTF_8)));
    return answer(request);
  }

  /** A request that no resource has seen yet. */
  static ContainerRequest request(String method, String path, @Nullable String authorization) {
    URI base = URI.create("http://journey.example.org/");
    ContainerRequest request =
        new ContainerRequest(
            base, base.resolve(path), method, null, new MapPropertiesDelegate(), null);
    if (authorization != null) {
      request.header(HttpHeaders.AUTHORIZATION, authorization);
    }
    return request;
  }

  private ContainerResponse answer(ContainerRequest request) {
    try {
      return jersey.apply(request).get();
    } catch (ExecutionException e) {
      throw new AssertionError("expected an answer, found a failure", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
