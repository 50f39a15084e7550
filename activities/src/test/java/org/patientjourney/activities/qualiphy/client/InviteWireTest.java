package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/** Invites as they are sent, against golden files. */
class InviteWireTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Every kind of request that we make, and its golden file. */
  enum Sent {
    GOOD_FAITH("invite-good-faith.json"),
    PARTNER("invite-partner.json"),
    OWN("invite-own.json"),
    PATIENT_CHOICE_TEST_MODE("invite-patient-choice-test-mode.json"),
    PROVIDER_CHOICE("invite-provider-choice.json"),
    TEST_MODE_WITHOUT_HOME("invite-test-mode-without-home.json");

    private final String file;

    Sent(String file) {
      this.file = file;
    }

    private InviteRequest request() {
      return switch (this) {
        case GOOD_FAITH -> TestInvites.goodFaith();
        case PARTNER -> TestInvites.partner();
        case OWN -> TestInvites.own();
        case PATIENT_CHOICE_TEST_MODE -> TestInvites.patientChoiceInTestMode();
        case PROVIDER_CHOICE -> TestInvites.withRoute(Route.PROVIDER_CHOICE, null, null);
        case TEST_MODE_WITHOUT_HOME -> TestInvites.testModeWithoutHome();
      };
    }

    String body() throws IOException {
      return send(request());
    }
  }

  @ParameterizedTest
  @EnumSource(Sent.class)
  void request_is_the_golden_one(Sent sent) throws IOException {
    JsonNode body = JSON.readTree(sent.body());
    assertThat(body)
        .as("src/test/resources/qualiphy/%s; sent was %s", sent.file, body.toPrettyString())
        .isEqualTo(golden(sent.file));
  }

  @ParameterizedTest
  @EnumSource(Sent.class)
  void key_is_the_last_member(Sent sent) throws IOException {
    assertThat(sent.body()).endsWith(",\"api_key\":\"" + TestInvites.KEY.value() + "\"}");
  }

  @Test
  void provider_chooses_what_a_partner_route_leaves_open() throws IOException {
    JsonNode noPackage = JSON.readTree(send(TestInvites.withRoute(Route.PARTNER, 31, null)));
    assertThat(noPackage.path("provider_pos_selection").intValue()).isEqualTo(2);
    assertThat(noPackage.has("order_set_id")).isFalse();

    JsonNode nothing = JSON.readTree(send(TestInvites.withRoute(Route.PARTNER, null, null)));
    assertThat(nothing.path("provider_pos_selection").intValue()).isEqualTo(3);
  }

  @Test
  void calls_are_json_posts_below_the_base_url() throws IOException {
    try (ProviderStub provider = ProviderStub.answering(500, "")) {
      new QualiphyClient(
              provider.url().resolve("/qualiphy/"),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              clinic -> false,
              CallObserver.NONE)
          .invite(TestInvites.KEY, TestInvites.goodFaith());
      assertThat(provider.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/qualiphy/api/exam_invite");
                assertThat(request.contentType()).isEqualTo("application/json");
              });
    }
  }

  private static String send(InviteRequest request) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(500, "")) {
      new QualiphyClient(
              provider.url(),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              clinic -> false,
              CallObserver.NONE)
          .invite(TestInvites.KEY, request);
      return provider.requests().get(0).body();
    }
  }

  private static JsonNode golden(String file) throws IOException {
    try (InputStream in = InviteWireTest.class.getResourceAsStream("/qualiphy/" + file)) {
      return JSON.readTree(Objects.requireNonNull(in, file));
    }
  }
}
