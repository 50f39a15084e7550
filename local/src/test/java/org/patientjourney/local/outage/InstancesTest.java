package org.patientjourney.local.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dropwizard.logging.common.BootstrapLogging;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Patience;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.fault.HeldCommits;
import org.patientjourney.local.fault.PortBoundTemporal;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/** Two processes of the app share one PostgreSQL and one Temporal server; one of them is killed. */
@Tag("endurance")
@SuppressWarnings("NullAway.Init") // set before each test
class InstancesTest {
  private static final int ORDERS = 100;

  /**
   * The second instance enters PostgreSQL as another role, so that it can be distinguished from the
   * first.
   */
  private static final String SECOND_ROLE = "journey_app_of_second";

  @TempDir private Path data;
  private TestSandbox sandbox;
  private EmbeddedDatabase database;
  private PortBoundTemporal temporal;
  private HeldCommits commits;
  private LocalKeys keys;
  private InstanceProcess first;
  private InstanceProcess second;

  @BeforeEach
  void start() throws Exception {
    BootstrapLogging.bootstrap(Level.WARN);
    sandbox = TestSandbox.start(data.resolve("sandbox"), 200);
    Path folder = Files.createDirectories(data.resolve("engine"));
    keys = LocalKeys.in(folder);
    database = TestDatabase.start(folder.resolve("postgres"));
    temporal = new PortBoundTemporal();
    first = instance("first", EmbeddedDatabase.APPLICATION);
    first.awaitOpen();
    commits = new HeldCommits(database.url());
    commits.createRoleLikeApplication(SECOND_ROLE);
    second = instance("second", SECOND_ROLE);
    second.awaitOpen();
  }

  @AfterEach
  void stop() throws Exception {
    first.close();
    second.close();
    commits.close();
    temporal.close();
    database.close();
    sandbox.close();
  }

  @Test
  void every_event_counts_once_although_one_of_two_instances_is_killed_in_the_middle()
      throws Exception {
    List<Event> events = twoExamsEach();
    commits.hold(
        "claimed by lease",
        HeldCommits.Fate.COMMITTED,
        "webhook_delivery",
        "update",
        "old.journey_id is null and new.journey_id is not null and current_user = 'journey_app'");
    commits.hold(
        "being recorded",
        HeldCommits.Fate.COMMITTED,
        "journey",
        "update",
        "old.decision <> new.decision and current_user = 'journey_app'");

    List<Event> unanswered = new ArrayList<>(deliver(events.subList(0, ORDERS)));
    commits.awaitHeld("claimed by lease");
    commits.awaitHeld("being recorded");
    first.kill();
    commits.end(EmbeddedDatabase.APPLICATION);
    unanswered.addAll(deliver(events.subList(ORDERS, events.size())));
    JsonClient client = second.client(keys.operations());
    assertThat(unanswered).as("delivered again").allMatch(event -> event.arrivesAt(client));

    Journeys journeys = new Journeys(client);
    await("every journey to be decided")
        .atMost(Patience.of(Duration.ofMinutes(2)))
        .until(() -> count(client, "APPROVED") == ORDERS && count(client, "REJECTED") == ORDERS);
    await("every journey to be closed")
        .atMost(Patience.USUAL)
        .until(() -> client.get("/journeys?open=true").body().path("journeys").isEmpty());
    for (Event event : events) {
      assertThat(journeys.timeline(event.journey()))
          .as(event.journey())
          .containsOnlyOnce("CONSULTATION_REPORTED", "CLOSED")
          .doesNotContain("REOPENED");
    }
    await("every delivery to be applied").until(() -> notApplied(client) == 0);
    assertThat(client.get("/alarms").body().path("alarms")).isEmpty();
    assertThat(sandbox.calls()).isEqualTo(ORDERS);
  }

  /** An event 1 of one journey, and where it is to be delivered. */
  private record Event(String journey, String webhook, JsonNode body) {
    /** Whether it was answered as the provider wants it; else it is delivered again. */
    boolean arrivesAt(JsonClient client) {
      try {
        return client.post(webhook, body).status() == 200;
      } catch (IOException killed) {
        return false;
      }
    }
  }

  /** Orders at both instances; returns the provider's decisions once every patient is invited. */
  private List<Event> twoExamsEach() throws IOException {
    List<JsonClient> clients =
        List.of(first.client(keys.operations()), second.client(keys.operations()));
    for (int i = 0; i < ORDERS; i++) {
      new Journeys(clients.get(i % 2)).post(TestOrders.order("shared-" + i, "Waiting", 5101, 5102));
    }
    await("every patient to be invited")
        .atMost(Patience.of(Duration.ofSeconds(90)))
        .until(() -> count(clients.get(0), "AWAITING_CONSULTATION") == 2 * ORDERS);
    List<Event> events = new ArrayList<>();
    for (JsonNode invite : sandbox.state().path("invites")) {
      for (JsonNode exam : invite.path("patient_exams")) {
        events.add(event(invite, exam));
      }
    }
    return events;
  }

  private static Event event(JsonNode invite, JsonNode exam) {
    String meeting = invite.path("patient").path("additional_data").asText();
    String order = meeting.substring(0, meeting.lastIndexOf(':') + 1);
    int examId = exam.path("exam_id").asInt();
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("event", 1)
            .put("exam_id", Integer.toString(examId))
            .put("patient_exam_id", exam.path("patient_exam_id").asText())
            .put("exam_status", examId == 5101 ? "Approved" : "Rejected");
    String webhook = URI.create(invite.path("webhook_url").asText()).getPath();
    return new Event(order + examId, webhook, body);
  }

  /** At both instances in turn; returns those that were not answered as they should. */
  private List<Event> deliver(List<Event> events) {
    List<JsonClient> clients = List.of(first.client(""), second.client(""));
    List<Event> unanswered = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (!events.get(i).arrivesAt(clients.get(i % 2))) {
        unanswered.add(events.get(i));
      }
    }
    return unanswered;
  }

  private static long count(JsonClient client, String stage) throws IOException {
    return client.get("/journeys?limit=500&stage=" + stage).body().path("journeys").size();
  }

  private static long notApplied(JsonClient client) throws IOException {
    long found = 0;
    for (String state : List.of("RECEIVED", "SIGNALLED", "NEEDS_REVIEW", "LATE")) {
      found +=
          client
              .get("/webhook-deliveries?limit=500&state=" + state)
              .body()
              .path("deliveries")
              .size();
    }
    return found;
  }

  private InstanceProcess instance(String name, String role) throws IOException {
    Path folder = Files.createDirectories(data.resolve(name));
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", folder.toString(), "--port", "0"));
    Ports ports = Ports.at(0);
    Map<String, String> variables =
        new HashMap<>(LocalSettings.variables(options, keys, database.url(), sandbox.url(), ports));
    variables.put("JOURNEY_DATABASE_USER", role);
    Path config =
        TestConfig.change(
            LocalSettings.writeConfig(folder, options, List.of()),
            Map.of(
                "/database/maximumConnections", 100,
                "/provider/callsPerSecond", 50,
                "/relay/lease", "2s"));
    return InstanceProcess.start(config, variables, temporal.address(), ports);
  }
}
