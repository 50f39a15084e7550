package org.patientjourney.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.app.codec.EncryptingCodec;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.Operator;
import org.patientjourney.local.RawHistory;
import org.patientjourney.local.TestConfig;
import org.patientjourney.local.TestDatabase;
import org.patientjourney.local.TestSandbox;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;
import org.patientjourney.local.system.LocalSystem;

/**
 * The API's answers at the end of each story of the demo, compared with the files in {@code
 * answers}. All stories run once, in one system, whose clock begins at a fixed instant.
 */
class ApiAnswersTest {
  /** Winter in the order's time zone, and far from a change of its clock. */
  private static final Instant BEGINNING = Instant.parse("2031-01-06T15:05:00Z");

  private static final Path FILES = Path.of("src/test/resources/answers");
  private static final String UPDATE = "answers.update";
  private static final List<String> STORIES = DemoStories.ALL.stream().map(Story::clinic).toList();

  private static final List<String> COMMANDS_OF_CLOSED =
      List.of(
          "hold",
          "release",
          "resolve-invite",
          "resend",
          "re-invite",
          "record-decision",
          "invite-delivered",
          "waive-follow-up",
          "cancel",
          "close",
          "restart");

  /** Events of these exams are sent at once, or beside the answer to the invite. */
  private static final Set<String> ANY_ORDER =
      Set.of("demo-backwards", "demo-own-pharmacy", "demo-two-exams", "demo-urgent-care");

  /** Refused of every open journey whose story has only been ordered. */
  private static final List<String> REFUSED_COMMANDS_OF_OPEN =
      List.of("release", "resolve-invite", "record-decision");

  /** Names of activities and their times, which Temporal needs; texts that the UI shows. */
  private static final Pattern PLAIN_BY_DESIGN =
      Pattern.compile(
          ".*/(user_metadata/(summary|details)|search_attributes/indexed_fields/Journey\\w+"
              + "|marker_recorded_event_attributes/details/(type|activityId|meta|time)/payloads)");

  @TempDir private static Path folder;
  private static final Map<String, ObjectNode> ANSWERS = new TreeMap<>();
  private static TestSandbox sandbox;
  private static LocalSystem system;

  @BeforeAll
  static void run_all_stories() throws Exception {
    BuiltFiles.prepare();
    Path data = Files.createDirectories(folder.resolve("data"));
    TestDatabase.prepare(data.resolve("postgres"));
    Files.writeString(data.resolve("clock"), Duration.between(Instant.now(), BEGINNING).toString());
    Path config = TestConfig.copy(folder, Map.of("/provider/callsPerSecond", 50));
    System.setProperty(LocalSettings.CONFIG_FILE, config.toString());
    sandbox = TestSandbox.start(data.resolve("sandbox"), 300, STORIES);
    system =
        LocalSystem.start(
            LocalOptions.parse(
                List.of(
                    "demo", "--data", data.toString(), "--sandbox-url", sandbox.url().toString())),
            STORIES);
    // Takes the sandbox's clock along; a second may be over before the first step.
    system.travel(Duration.ofMinutes(1));
    List<StoryRun> stories = new ArrayList<>();
    for (Story story : DemoStories.ALL) {
      DemoEngine engine = new DemoEngine(system);
      stories.add(new StoryRun(story, engine, new DemoProvider(system), Optional.empty()));
    }
    for (int last = stories.size() - 1; last >= 0; last--) {
      stories.get(last).play(stories.get(last).story().ordering());
    }
    awaitQuiet();
    for (String clinic : STORIES) {
      answersOf(clinic, recorded(clinic).putObject("1 ordered"));
    }
    for (StoryRun story : stories) {
      story.play(story.story()::follow);
      assertThat(story.fault()).as(story.story().title()).isEmpty();
    }
    awaitQuiet();
    for (StoryRun story : stories) {
      String clinic = story.story().clinic();
      recorded(clinic).putArray("2 awaited").addAll(withoutTimelines(story.awaited()));
      answersOf(clinic, recorded(clinic).putObject("3 ended"));
    }
  }

  private static ObjectNode recorded(String clinic) {
    return ANSWERS.computeIfAbsent(clinic, first -> JsonNodeFactory.instance.objectNode());
  }

  /** While a story goes on, entries may be added between two looks. */
  private static List<JsonNode> withoutTimelines(List<JsonNode> journeys) {
    return journeys.stream()
        .<JsonNode>map(journey -> ((ObjectNode) journey.deepCopy()).without("timeline"))
        .toList();
  }

  /** Travelling ends when nothing is at work. */
  private static void awaitQuiet() throws IOException {
    system.travel(Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() throws Exception {
    BuiltFiles.prepare();
    if (system != null) {
      system.close();
      sandbox.close();
    }
  }

  @ParameterizedTest
  @FieldSource("STORIES")
  void answers_are_those_of_the_file(String clinic) throws IOException {
    String answers =
        new RecordedAnswers(ANY_ORDER.contains(clinic)).mask(recorded(clinic)).toPrettyString()
            + "\n";
    Path file = FILES.resolve(clinic + ".json");
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(FILES);
      Files.writeString(file, answers);
    }
    // Prints the lines that differ, not both texts.
    assertThat(file)
        .as("answers of %s; update: mvn test -Dtest=ApiAnswersTest -D%s=true", clinic, UPDATE)
        .hasContent(answers);
  }

  @Test
  void no_history_shows_a_payload_to_a_client_without_a_key() throws IOException {
    EncryptingCodec codec = new EncryptingCodec(encryption());
    List<String> plain = new ArrayList<>();
    long stored = 0;
    long decoded = 0;
    for (History history : histories()) {
      stored += history.getSerializedSize();
      decoded += history.getSerializedSize();
      for (RawHistory.Found found : RawHistory.payloads(history)) {
        if (found.isEncrypted()) {
          decoded -= found.payload().getSerializedSize();
          decoded += codec.decode(List.of(found.payload())).get(0).getSerializedSize();
        } else if (!PLAIN_BY_DESIGN.matcher(found.path()).matches()) {
          plain.add(found.toString());
        }
      }
    }
    assertThat(plain).isEmpty();
    assertThat((double) stored / decoded)
        .as("bytes of histories encrypted by bytes plain")
        .isLessThan(1.4);
  }

  private static List<History> histories() throws IOException {
    WorkflowClient client =
        WorkflowClient.newInstance(
            system.engine().stubs(), system.engine().clientOptions().build());
    List<History> histories = new ArrayList<>();
    for (String clinic : STORIES) {
      for (JsonNode journey : get("/journeys?limit=500&clinic=" + clinic).path("journeys")) {
        String id = journey.path("journeyId").asText();
        histories.add(client.fetchHistory(id).getHistory());
      }
    }
    assertThat(histories).hasSizeGreaterThan(STORIES.size());
    return histories;
  }

  private static Encryption encryption() {
    return new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", system.keys().encryption())));
  }

  private static void answersOf(String clinic, ObjectNode answers) throws IOException {
    JsonNode journeys = get("/journeys?limit=500&clinic=" + clinic).path("journeys");
    answers.put("number of journeys", journeys.size());
    answers.set("order", get("/orders/" + clinic + "/" + StoryRun.ORDER_ID));
    answers.set("follow-ups", get("/follow-ups?clinic=" + clinic));
    answers.set("incidents", get("/incidents?open=false&clinic=" + clinic));
    for (String list :
        List.of("alarms?open=false", "obligations?", "clearances?patientId=demo-patient")) {
      String name = list.substring(0, list.indexOf('?'));
      JsonNode answer = get("/" + list + (name.equals("alarms") ? "" : "&clinic=" + clinic));
      answers.putArray(name).addAll(ofFirstOrder(clinic, answer, name));
    }
    for (JsonNode journey : ofFirstOrder(clinic, get("/journeys?clinic=" + clinic), "journeys")) {
      ObjectNode answersOfJourney = answers.putObject(journey.path("journeyId").asText());
      answersOfJourney.set("in list", journey);
      answersOf(journey, answersOfJourney);
    }
  }

  /** One story has forty orders: the first stands for all. */
  private static List<JsonNode> ofFirstOrder(String clinic, JsonNode answer, String list) {
    String order = clinic + ":" + StoryRun.ORDER_ID + ":";
    return answer.path(list).valueStream().filter(one -> one.toString().contains(order)).toList();
  }

  private static void answersOf(JsonNode journey, ObjectNode answers) throws IOException {
    String path = "/journeys/" + journey.path("journeyId").asText();
    answers.set("journey", get(path));
    answers.set(
        "deliveries", get("/webhook-deliveries?journey=" + journey.path("journeyId").asText()));
    answers.set("audit check", get(path + "/audit/check"));
    answers.set("pdf", get(path + "/pdf"));
    boolean open = journey.path("open").asBoolean();
    for (String command : open ? REFUSED_COMMANDS_OF_OPEN : COMMANDS_OF_CLOSED) {
      ObjectNode body = Operator.words("refused-" + command).put("command", command);
      if (command.equals("release")) {
        body.put("hold", "MISSED");
      } else if (command.equals("resolve-invite")) {
        body.put("resolution", "send-again");
      }
      JsonClient.Answer answer = operations().post(path + "/commands", body);
      assertThat(answer.status()).as("%s %s: %s", path, command, answer.body()).isGreaterThan(399);
      answers.put("command " + command, answer.status() + " " + answer.body());
    }
  }

  private static JsonNode get(String path) throws IOException {
    JsonClient.Answer answer = operations().get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** A connection each: Jetty may close one whose body a filter refused unread. */
  private static JsonClient operations() {
    return new JsonClient(system.url(), system.keys().operations());
  }
}
