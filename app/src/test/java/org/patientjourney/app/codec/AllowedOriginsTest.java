package org.patientjourney.app.codec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.problem.Problem;

class AllowedOriginsTest {
  private static final String UI = "https://temporal.example.org";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private final TestEndpoints endpoints =
      new TestEndpoints(
          new AllowedOrigins(List.of(UI, "http://127.0.0.1:8233")), new Codec(), new Other());

  /** Answers each caller with a key. */
  @Path("/codec")
  public static final class Codec {
    @POST
    @Path("/decode")
    public String decode() {
      return "decoded";
    }
  }

  /** Not the codec. */
  @Path("/journeys")
  public static final class Other {
    @GET
    public String list() {
      return "journeys";
    }
  }

  @Test
  void a_page_of_an_allowed_origin_gets_permission_without_a_key() {
    ContainerResponse answer = ask("OPTIONS", "codec/decode", UI, null);

    assertThat(answer.getStatus()).isEqualTo(204);
    assertThat(answer.getHeaderString(ALLOW_ORIGIN)).isEqualTo(UI);
    assertThat(answer.getHeaderString("Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(answer.getHeaderString("Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "X-Namespace", "X-Purpose");
  }

  @Test
  void a_page_of_an_allowed_origin_reads_the_answer_and_may_send_its_cookies() {
    ContainerResponse answer = ask("POST", "codec/decode", UI, TestEndpoints.CARE_KEY);

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString(ALLOW_ORIGIN)).isEqualTo(UI);
    assertThat(answer.getHeaderString("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(answer.getHeaderString("Vary")).isEqualTo("Origin");
  }

  @Test
  void a_page_of_an_allowed_origin_needs_a_key_and_reads_the_refusal() {
    ContainerResponse answer = ask("POST", "codec/decode", UI, null);

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeaderString(ALLOW_ORIGIN)).isEqualTo(UI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://temporal.example.org.attacker.example.org",
        "https://temporal.example.org:8443",
        "http://temporal.example.org",
        "https://TEMPORAL.example.org",
        "null",
        ""
      })
  void a_page_of_another_origin_is_refused_although_it_has_a_key(String origin) {
    for (String method : List.of("POST", "OPTIONS")) {
      ContainerResponse answer = ask(method, "codec/decode", origin, TestEndpoints.CARE_KEY);

      assertThat(answer.getStatus()).isEqualTo(403);
      assertThat(answer.getHeaderString(ALLOW_ORIGIN)).isNull();
      assertThat(((Problem) answer.getEntity()).detail())
          .contains("codec.allowedOrigins", "scheme://host:port");
    }
  }

  @Test
  void the_engines_own_page_needs_its_key_only() {
    assertThat(asked("same-origin", TestEndpoints.CARE_KEY).getStatus()).isEqualTo(200);
    assertThat(asked("same-origin", null).getStatus()).isEqualTo(401);
    for (String relation : List.of("same-site", "cross-site", "none")) {
      assertThat(asked(relation, TestEndpoints.CARE_KEY).getStatus()).as(relation).isEqualTo(403);
    }
  }

  @Test
  void a_client_that_is_no_browser_needs_its_key_only() {
    assertThat(ask("POST", "codec/decode", null, TestEndpoints.CARE_KEY).getStatus())
        .isEqualTo(200);
  }

  @Test
  void no_page_may_read_any_other_endpoint() {
    ContainerResponse answer = ask("GET", "journeys", UI, TestEndpoints.CARE_KEY);

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString(ALLOW_ORIGIN)).isNull();
    assertThat(ask("OPTIONS", "journeys", UI, null).getStatus()).isEqualTo(401);
  }

  /** By a page that a browser says is related so. */
  private ContainerResponse asked(String relation, @Nullable String key) {
    ContainerRequest request =
        TestEndpoints.request("POST", "codec/decode", key == null ? null : "Bearer " + key);
    request.header("Origin", "http://127.0.0.1:8080");
    request.header("Sec-Fetch-Site", relation);
    return endpoints.answer(request);
  }

  private ContainerResponse ask(
      String method, String path, @Nullable String origin, @Nullable String key) {
    ContainerRequest request =
        TestEndpoints.request(method, path, key == null ? null : "Bearer " + key);
    if (origin != null) {
      request.header("Origin", origin);
    }
    return endpoints.answer(request);
  }
}
