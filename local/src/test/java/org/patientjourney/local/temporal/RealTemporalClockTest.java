package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.http.JsonClient;
import org.slf4j.LoggerFactory;

/** Weeks that pass on command on a real Temporal server, whose runs have clocks of their own. */
@Tag("real-temporal")
@SuppressWarnings("NullAway.Init") // set before each test
class RealTemporalClockTest {
  @TempDir private Path data;
  private RealSystem system;
  private Journeys journeys;

  @BeforeEach
  void start() throws Exception {
    system = new RealSystem(data);
    system.up("--engine", "dev");
    journeys = system.journeys();
    assumeTrue(
        system.operations().get("/clock").status() == 200,
        "only Temporal's server 1.32 can skip time");
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  @Test
  void a_follow_up_is_sent_on_its_day_and_met() throws Exception {
    List<String> visits = approved(1);

    Duration took = travel("P22D");

    assertThat(took).isLessThan(Duration.ofSeconds(5));
    expectMet(visits);
  }

  /** Its run begins with the clock of the engine, and keeps it when all is started again. */
  @Test
  void a_journey_that_was_ordered_after_a_travel_has_the_same_time() throws Exception {
    travel("P22D");
    system.down();
    system.up("--engine", "dev");
    Instant before = now();
    assertThat(before).isAfter(Instant.now().plus(Duration.ofDays(21)));
    List<String> visits = approved(1);
    String visit = visits.get(0);
    assertThat(journeys.get(visit).path("timeline"))
        .allSatisfy(entry -> assertThat(at(entry)).isBetween(before, now()));

    travel("P22D");

    expectMet(visits);
  }

  private List<String> approved(int count) throws IOException {
    List<String> visits =
        IntStream.range(0, count).mapToObj(number -> "cedar:weeks-" + number + ":5204").toList();
    for (int number = 0; number < count; number++) {
      journeys.post(TestOrders.packageOrder("cedar", "weeks-" + number, "Approve"));
    }
    await()
        .atMost(Patience.USUAL.multipliedBy(3))
        .until(() -> followUps().filter(owed -> owed.equals("OPEN")).count() == count);
    for (String visit : visits) {
      journeys.awaitStage(visit + ":follow-up", "AWAITING_DUE");
    }
    return visits;
  }

  private Duration travel(String by) throws IOException {
    JsonClient.Answer answer =
        system
            .operations()
            .postPatiently("/clock", JsonNodeFactory.instance.objectNode().put("by", by));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(answer.body().path("passedBy")).isEmpty();
    LoggerFactory.getLogger(getClass()).info("{}", answer.body());
    return Duration.parse(answer.body().path("took").asText());
  }

  /** Each was sent within seconds of its due instant, once, and decided like its visit. */
  private void expectMet(List<String> visits) throws IOException {
    for (String visit : visits) {
      String followUp = visit + ":follow-up";
      JsonNode journey = journeys.get(followUp);
      Instant ready =
          StreamSupport.stream(journey.path("timeline").spliterator(), false)
              .filter(entry -> entry.path("what").asText().equals("FOLLOW_UP_READY"))
              .map(RealTemporalClockTest::at)
              .findFirst()
              .orElseThrow();
      Instant due = dueAt(visit);
      assertThat(ready).isBetween(due, due.plusSeconds(5));
      assertThat(system.sandbox().invites(followUp)).hasSize(1);
    }
    assertThat(followUps()).hasSize(visits.size()).containsOnly("MET");
  }

  private Stream<String> followUps() throws IOException {
    return all().map(owed -> owed.path("status").asText());
  }

  private Instant dueAt(String visit) throws IOException {
    return all()
        .filter(owed -> owed.path("journeyId").asText().equals(visit))
        .map(owed -> Instant.parse(owed.path("dueAt").asText()))
        .findFirst()
        .orElseThrow();
  }

  private Stream<JsonNode> all() throws IOException {
    return StreamSupport.stream(
        system.operations().get("/follow-ups").body().path("followUps").spliterator(), false);
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.path("at").asText());
  }

  private Instant now() throws IOException {
    return Instant.parse(system.operations().get("/clock").body().path("now").asText());
  }
}
