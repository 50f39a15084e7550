package org.patientjourney.local.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.system.LocalKeys;

/** One caller, who sends what a seed says, and notes every answer that should not be. */
final class Fuzzer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<JsonNode> GOLDEN = golden();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final List<String> bearers;
  private final Random random;
  private final Mutation mutation;
  private final List<TestPatientExam> exams;
  private final Set<TestPatientExam> approved = new HashSet<>();
  private final Set<String> accepted = new HashSet<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<String> wrongs = new ArrayList<>();

  /**
   * @param exams whose webhooks get deliveries from this caller only; the last is given commands
   *     instead
   */
  Fuzzer(URI url, LocalKeys keys, long seed, List<TestPatientExam> exams) {
    this.url = url;
    this.bearers =
        List.of(
            keys.operations(),
            keys.backend(),
            keys.compliance(),
            keys.care(),
            keys.dispensing(),
            "an-unknown-key");
    this.random = new Random(seed);
    this.mutation = new Mutation(random);
    this.exams = List.copyOf(exams);
  }

  /** Sends so many requests, each after the answer to the one before. */
  Fuzzer send(int requests) throws IOException {
    for (int i = 0; i < requests; i++) {
      int kind = random.nextInt(100);
      if (kind < 10) {
        deliver(mutation.one(exams.subList(0, exams.size() - 1)));
      } else if (kind < 30) {
        call("POST", "/webhooks/qualiphy/" + encoded(oddText()), mutation.of(mutation.one(GOLDEN)));
      } else if (kind < 65) {
        order();
      } else if (kind < 82) {
        command();
      } else if (kind < 90) {
        String list = mutation.one(FuzzedEndpoints.LISTS);
        call("GET", known(list) + query(list), new byte[0]);
      } else {
        call(mutation.one(FuzzedEndpoints.METHODS), anyPath(), mutation.of(mutation.one(GOLDEN)));
      }
    }
    return this;
  }

  /** Answers that should not be. */
  List<String> wrongs() {
    return wrongs;
  }

  /** How often each status came. */
  Map<Integer, Integer> answers() {
    return answers;
  }

  /** Journeys of accepted orders. */
  Set<String> accepted() {
    return accepted;
  }

  List<TestPatientExam> exams() {
    return exams.subList(0, exams.size() - 1);
  }

  /** All of this caller but one. */
  List<String> patientExamsBeside(TestPatientExam exam) {
    return exams.stream()
        .filter(other -> !other.equals(exam))
        .map(TestPatientExam::patientExamId)
        .toList();
  }

  /** Whether this caller ever said so. */
  boolean hasApproved(TestPatientExam exam) {
    return approved.contains(exam);
  }

  /** Of itself, of its neighbour, or of no exam; every second exam gets no approval. */
  private void deliver(TestPatientExam exam) throws IOException {
    ObjectNode event = mutation.one(GOLDEN).deepCopy();
    if (mutation.chance(80) && event.has("patient_exam_id")) {
      event.put("patient_exam_id", mutation.one(exams).patientExamId());
    }
    byte[] body = mutation.of(event);
    if (exam.isApprovedBy(body)) {
      if (exams.indexOf(exam) % 2 == 0) {
        return;
      }
      approved.add(exam);
    }
    call("POST", exam.webhook(), body);
  }

  private void order() throws IOException {
    ObjectNode order =
        TestOrders.order(
            "fuzzed-" + random.nextInt(30), "Waiting", mutation.one(List.of(5101, 5102)));
    if (mutation.chance(50)) {
      address(order.withObject("patient").putObject("homeAddress"), "TE");
      address(order.putObject("shippingAddress"), "TX");
      ObjectNode exam = order.withArray("exams").addObject();
      ObjectNode pharmacy =
          exam.put("examId", mutation.one(List.of(5204, 5309))).putObject("pharmacy");
      pharmacy.put(
          "route", mutation.one(List.of("partner", "own", "patient-choice", "provider-choice")));
      pharmacy.put("pharmacyId", 12).put("orderSetId", 884).put("ncpdpId", "0123456");
      address(pharmacy.put("name", "Test Pharmacy").putObject("address"), "TX");
    }
    byte[] body = mutation.of(order);
    HttpResponse<String> answer = call("POST", "/orders", body);
    if (Set.of(200, 201, 409).contains(answer.statusCode())) {
      JsonNode read = MAPPER.readTree(body);
      if (!AcceptableOrder.is(read)) {
        wrongs.add("accepted: " + read);
      }
    }
    if (answer.statusCode() == 201) {
      MAPPER
          .readTree(answer.body())
          .path("journeys")
          .findValuesAsText("journeyId")
          .forEach(accepted::add);
    }
  }

  private static void address(ObjectNode address, String state) {
    address
        .put("line1", "1 Test Way")
        .put("city", "Austin")
        .put("state", state)
        .put("zip", "78701");
  }

  private void command() throws IOException {
    ObjectNode command = MAPPER.createObjectNode();
    command.put("commandId", "c-" + random.nextInt(50)).put("reason", "a test says so");
    command.put(
        mutation.one(
            List.of("hold", "resolution", "decision", "evidence", "patientExamId", "dryRun")),
        mutation.one(List.of("HELD_BY_PERSON", "exists", "send-again", "approved", "seen", "777")));
    String journey = exams.get(exams.size() - 1).journey();
    if (mutation.chance(75)) {
      call(
          "POST",
          "/journeys/" + journey + (mutation.chance(90) ? "/commands" : "/attachments"),
          mutation.of(command.put("command", mutation.one(FuzzedEndpoints.COMMANDS))));
    } else if (mutation.chance(90)) {
      call("POST", mutation.one(FuzzedEndpoints.OTHER_COMMANDS), mutation.of(command));
    } else if (mutation.chance(50)) {
      command.set("patient", TestOrders.order("fuzzed-1", "Waiting", 5101).path("patient"));
      call("POST", "/orders/juniper/fuzzed-1/corrections", mutation.of(command));
    } else {
      replay(command);
    }
  }

  /** Few, and fewer of all deliveries: those are read one by one, each with its journey. */
  private void replay(ObjectNode command) throws IOException {
    if (mutation.chance(75)) {
      command.put("until", "2026-01-01T00:00:00Z");
    } else if (mutation.chance(75)) {
      command.put("journey", mutation.one(exams).journey());
    }
    call("POST", "/webhook-deliveries/replay", mutation.of(command));
  }

  /** Mostly of a journey that is there. */
  private String known(String path) {
    return mutation.chance(80)
        ? path.replace("juniper:x:5101", mutation.one(exams).journey())
        : path;
  }

  /** Now and then with a parameter that the list does not have. */
  private String query(String list) {
    List<String> names = FuzzedEndpoints.PARAMETERS.getOrDefault(list, List.of("email"));
    StringBuilder query = new StringBuilder("?");
    for (int i = random.nextInt(4); i > 0; i--) {
      String value =
          mutation.chance(60) ? encoded(mutation.one(FuzzedEndpoints.VALUES)) : encoded(oddText());
      query
          .append(mutation.chance(95) ? mutation.one(names) : "email")
          .append('=')
          .append(value)
          .append('&');
    }
    return query.toString();
  }

  private String anyPath() {
    StringBuilder path =
        new StringBuilder(mutation.chance(70) ? mutation.one(FuzzedEndpoints.LISTS) : "");
    for (int i = random.nextInt(3); i >= 0; i--) {
      path.append('/').append(encoded(oddText()));
    }
    return path.toString();
  }

  private String oddText() {
    String text = mutation.one(Mutation.ODD_TEXTS);
    return text.length() > 1_000 && mutation.chance(90) ? "x" : text;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> call(String method, String path, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + bearer())
            .header("Content-Type", mutation.chance(97) ? "application/json" : "text/plain")
            .method(method, BodyPublishers.ofByteArray(body));
    if (mutation.chance(20)) {
      request.header("X-Purpose", mutation.chance(50) ? "a test looks" : " ");
    }
    HttpResponse<String> answer = send(request.build());
    answers.merge(answer.statusCode(), 1, Integer::sum);
    if (answer.statusCode() >= 500) {
      wrongs.add(answer.statusCode() + " to " + method + " " + path + " " + text(body));
    }
    return answer;
  }

  /** Once more when the server closed a kept connection just then, which HTTP lets it do. */
  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      try {
        return http.send(request, BodyHandlers.ofString());
      } catch (IOException closed) {
        return http.send(request, BodyHandlers.ofString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Mostly one that may do anything. */
  private String bearer() {
    return mutation.chance(80) ? bearers.get(0) : mutation.one(bearers);
  }

  private static List<JsonNode> golden() {
    Path bodies = BuiltFiles.root().resolve("activities/src/test/resources/bodies");
    try (Stream<Path> files = Files.list(bodies)) {
      List<JsonNode> found = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        try {
          JsonNode body = MAPPER.readTree(Files.readAllBytes(file));
          if (body.isObject()) {
            found.add(body);
          }
        } catch (JsonProcessingException malformed) {
          // Mutations make enough of these.
        }
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new IllegalStateException("no bodies in " + bodies, e);
    }
  }
}
