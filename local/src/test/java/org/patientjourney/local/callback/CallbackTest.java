package org.patientjourney.local.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.callback.Receiver.Received;
import org.patientjourney.local.http.JsonClient;

/** A clinic's own system is told of its journeys, signed and in order. */
class CallbackTest {
  @TempDir private static Path data;
  private static Receiver juniper;
  private static Receiver cedar;
  private static TestSandbox sandbox;
  private static TestEngine engine;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    juniper = new Receiver();
    cedar = new Receiver();
    sandbox = TestSandbox.start(data.resolve("sandbox"), 100);
    Path config =
        TestConfig.copy(
            data,
            Map.of(
                "/clinics/juniper/callbacks", endpoint(juniper.url()),
                "/clinics/cedar/callbacks", endpoint(cedar.url())));
    engine = TestEngine.start(config, data.resolve("engine"), 0, sandbox.url());
    journeys = new Journeys(engine.operations());
  }

  private static List<Map<String, Object>> endpoint(URI url) {
    return List.of(
        Map.of("name", "shop", "url", url.toString(), "secrets", List.of(Receiver.SECRET)));
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
    sandbox.close();
    juniper.close();
    cedar.close();
  }

  @Test
  void a_journey_is_told_in_order_with_the_reason_of_its_decision() throws Exception {
    String journey = "juniper:told:5101";
    journeys.post(TestOrders.order("told", "Waiting", 5101));
    journeys.awaitInvited(journey);
    sandbox.decide(sandbox.patientExam(journey, 5101), "Rejected", "an allergy");
    journeys.awaitClosed(journey, "REJECTED");

    await().until(() -> juniper.types(journey).contains("journey.closed"));
    assertThat(juniper.types(journey))
        .containsExactly("journey.invited", "journey.decided", "journey.closed");
    JsonNode decided = juniper.of(journey).get(1).data();
    assertThat(decided.path("reason").asText()).isEqualTo("an allergy");
    assertThat(decided.at("/journey/facets/decision").asText()).isEqualTo("REJECTED");
    assertThat(decided.path("orderId").asText()).isEqualTo("told");
    assertThat(decided.has("inviteLink")).isFalse();
    assertThat(juniper.of(journey).get(0).data().has("inviteLink"))
        .as("the provider writes to the patient")
        .isFalse();
    assertThat(cedar.of(journey)).isEmpty();
  }

  @Test
  void a_clinic_that_hands_links_over_gets_the_link() throws Exception {
    String journey = "cedar:link:5101";
    journeys.post(TestOrders.order("link", "Waiting", 5101).put("clinic", "cedar"));
    await().until(() -> !cedar.of(journey).isEmpty());

    Received invited = cedar.of(journey).get(0);
    assertThat(invited.type()).isEqualTo("journey.invited");
    assertThat(invited.data().path("inviteLink").asText()).startsWith("http");
    JsonNode log =
        new JsonClient(engine.url(), engine.keys().compliance())
            .get("/access-log?journey=" + journey)
            .body();
    assertThat(log.toString()).contains("cedar/shop", "INVITE_LINK");
  }

  @Test
  void what_was_not_delivered_waits_and_a_replay_sends_it_again() throws Exception {
    String journey = "juniper:replayed:5101";
    juniper.willAnswer(503);
    try {
      approve("replayed");
      assertThat(juniper.types(journey)).as("none overtakes").containsOnly("journey.invited");
      assertThat(callbacks("waiting=true&journey=" + journey)).isNotEmpty();
    } finally {
      juniper.willAnswer(200);
    }
    command("enable", Operator.words("go-on"));
    await().until(() -> callbacks("waiting=true&journey=" + journey).isEmpty());
    List<Received> told = List.copyOf(juniper.of(journey));

    ObjectNode replay = Operator.words("again").put("since", "2020-01-01T00:00:00Z");
    assertThat(command("replay", replay).path("sent").asInt()).isGreaterThanOrEqualTo(3);
    await().until(() -> juniper.of(journey).size() == told.size() + 3);
    assertThat(new HashSet<>(juniper.of(journey).stream().map(Received::id).toList()))
        .as("a repetition has the id of its message")
        .hasSize(3);
    assertThat(command("replay", replay).path("sent").asInt()).as("the same command").isZero();
  }

  @Test
  void a_message_that_is_skipped_lets_the_later_ones_of_its_journey_go() throws Exception {
    String journey = "juniper:skipped:5101";
    juniper.willAnswer(503);
    try {
      approve("skipped");
      JsonNode first = callbacks("journey=" + journey).get(2);
      assertThat(first.path("type").asText()).isEqualTo("journey.invited");
      String skip = "/callbacks/" + first.path("id").asText() + "/skip";
      ObjectNode words = Operator.words("known-already");
      JsonNode skipped = engine.operations().post(skip, words).success();
      assertThat(skipped.path("outcome").asText()).isEqualTo("SKIPPED");
      assertThat(skipped.has("nextAttemptAt")).isFalse();
      assertThat(engine.operations().post(skip, words).status()).as("again").isEqualTo(200);
    } finally {
      juniper.willAnswer(200);
    }
    command("enable", Operator.words("after-skip"));
    await().until(() -> juniper.types(journey).contains("journey.closed"));
    assertThat(callbacks("waiting=true&journey=" + journey)).isEmpty();
    JsonNode skipped = callbacks("journey=" + journey).get(2);
    assertThat(skipped.has("deliveredAt")).as("sent afterwards: %s", skipped).isFalse();
  }

  @Test
  void a_message_that_is_not_there_is_refused() throws Exception {
    for (String id : List.of("999999999", "x", "-1")) {
      JsonClient.Answer answer =
          engine.operations().post("/callbacks/" + id + "/skip", Operator.words("none-" + id));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body().path("code").asText()).isEqualTo("no-such-callback");
    }
  }

  @Test
  void an_endpoint_that_is_not_configured_is_refused() throws Exception {
    JsonClient.Answer answer =
        engine.operations().post("/callbacks/endpoints/juniper/none/enable", Operator.words("x"));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().path("code").asText()).isEqualTo("no-such-callback-endpoint");
    ObjectNode unreadable = Operator.words("y").put("since", "yesterday");
    JsonClient.Answer refused =
        engine.operations().post("/callbacks/endpoints/juniper/shop/replay", unreadable);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/since");
  }

  /** Until its clinic was told for the first time. */
  private static void approve(String order) throws IOException {
    String journey = "juniper:" + order + ":5101";
    journeys.post(TestOrders.order(order, "Approve", 5101));
    journeys.awaitClosed(journey, "APPROVED");
    await().until(() -> !juniper.of(journey).isEmpty());
  }

  private static JsonNode command(String name, ObjectNode body) throws IOException {
    JsonClient.Answer answer =
        engine.operations().post("/callbacks/endpoints/juniper/shop/" + name, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<JsonNode> callbacks(String query) throws IOException {
    return engine
        .operations()
        .get("/callbacks?" + query)
        .body()
        .path("callbacks")
        .valueStream()
        .toList();
  }
}
