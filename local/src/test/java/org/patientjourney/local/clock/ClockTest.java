package org.patientjourney.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestEngine;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.cli.ClockCommand;
import org.patientjourney.local.http.JsonClient;

/** Weeks that pass on command: what falls due on the way happens when it is due. */
class ClockTest {
  private static final ZoneId DENVER = ZoneId.of("America/Denver");

  @TempDir private Path data;

  @Test
  void reminders_and_link_expiry_happen_on_their_day_also_after_a_restart() throws Exception {
    try (TestSandbox sandbox = TestSandbox.start(data.resolve("sandbox"), 100, List.of())) {
      String journey = "juniper:waiting:5101";
      Instant sent;
      try (TestEngine engine = start(sandbox)) {
        Journeys journeys = new Journeys(engine.operations());
        clock("+" + untilNight(Instant.parse(now(engine.operations()))).toSeconds() + "s");
        journeys.post(TestOrders.order("waiting", "Waiting", 5101));
        journeys.awaitStage(journey, "AWAITING_CONSULTATION");
        sent = entries(journeys, journey, "INVITE_SENDING").get(0);
        String output = clock("+20d");
        assertThat(output).contains("steps");
        assertThat(entries(journeys, journey, "REMINDER_DUE"))
            .satisfiesExactly(
                first -> isOn(morningAfter(sent.plus(Duration.ofDays(3))), first),
                second -> isOn(morningAfter(sent.plus(Duration.ofDays(10))), second));
        assertThat(journeys.count(journey, "INVITE_RESENT")).isEqualTo(2);
        assertThat(engine.operations().post("/clock", by("-P1D")).status()).isEqualTo(422);
        assertThat(LaptopClocks.kept(data.resolve("engine")))
            .as("kept before the engine ends, also by a kill")
            .isGreaterThan(Duration.ofDays(20));
      }
      try (TestEngine engine = start(sandbox)) {
        Journeys journeys = new Journeys(engine.operations());
        assertThat(Instant.parse(now(engine.operations()))).isAfter(sent.plus(Duration.ofDays(20)));
        journeys.awaitStage(journey, "AWAITING_CONSULTATION");
        clock("+30d");
        isOn(
            morningAfter(sent.plus(Duration.ofDays(10))).plus(Duration.ofDays(30)),
            entries(journeys, journey, "LINK_EXPIRED").get(0));
        journeys.awaitClosed(journey, "EXPIRED");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"+21d, P21D", "+36h, PT36H", "+90m, PT90M", "+45s, PT45S"})
  void a_time_forward_is_one_word(String word, Duration time) {
    assertThat(ClockCommand.forward(List.of(word))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"21d", "-1d", "+0d", "+1y", "+1d +1h", ""})
  void any_other_word_is_refused(String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClockCommand.forward(List.of(words)))
        .withMessageContaining("+21d");
  }

  private TestEngine start(TestSandbox sandbox) throws IOException {
    return TestEngine.start(data.resolve("engine"), sandbox.url(), "--answer-timeout", "5s");
  }

  private String clock(String word) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> words = List.of("--data", data.resolve("engine").toString(), word);
    assertThat(ClockCommand.run(words, printed)).as("%s", out).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Until ten at night where the clinic is, and with it a patient of the test state. */
  private static Duration untilNight(Instant now) {
    ZonedDateTime night = now.atZone(DENVER).with(LocalTime.of(22, 0));
    return Duration.between(now, night).plusDays(night.toInstant().isAfter(now) ? 0 : 1);
  }

  /** When send hours begin next, as config.yml says. */
  private static Instant morningAfter(Instant night) {
    return night.atZone(DENVER).toLocalDate().plusDays(1).atTime(9, 0).atZone(DENVER).toInstant();
  }

  private static String now(JsonClient operations) throws IOException {
    return operations.get("/clock").body().path("now").asText();
  }

  private static JsonNode by(String duration) {
    return JsonNodeFactory.instance.objectNode().put("by", duration);
  }

  private static List<Instant> entries(Journeys journeys, String journey, String what)
      throws IOException {
    return StreamSupport.stream(journeys.get(journey).path("timeline").spliterator(), false)
        .filter(entry -> entry.path("what").asText().equals(what))
        .map(entry -> Instant.parse(entry.path("at").asText()))
        .toList();
  }

  private static void isOn(Instant due, Instant found) {
    assertThat(found).isBetween(due.minusSeconds(1), due.plusSeconds(5));
  }
}
