package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.patientjourney.local.Deliveries;
import org.patientjourney.local.EndedCommand;
import org.patientjourney.local.Incidents;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.Patience;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.TestFolders;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.EngineOptions;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSettings;

/**
 * Orders at many stages, backups of PostgreSQL and of Temporal's file, and the counts that must
 * hold after a restore. Backups are taken, and restored, while everything is down.
 *
 * @param each how many orders of each kind
 */
record RestoreDrill(RealSystem system, Path backups, int each) {
  private static final Duration PATIENCE = Patience.USUAL.multipliedBy(5);
  private static final String REFUSED = "refused";

  /** What may be beside a store's file: of SQLite, and of bench/cluster.sh. */
  private static final List<String> PARTS = List.of("", "-journal", "-wal", "-shm", ".d");

  /** What is backed up. */
  enum Store {
    POSTGRESQL("postgres"),
    TEMPORAL("temporal.db");

    private final String file;

    Store(String file) {
      this.file = file;
    }
  }

  /** How the journeys stand and what the provider has. */
  record Count(
      Map<String, Integer> invites, List<String> closed, List<String> told, List<String> untold) {}

  void up() throws Exception {
    system.up("--engine", "dev");
  }

  /** Parked, deferred, approved with an open follow-up, in pairs, held, unknown, refused. */
  void order() throws Exception {
    List<String> visits = post("visit", id -> TestOrders.packageOrder("cedar", id, "Approve"));
    for (String visit : visits) {
      awaitStage(visit + ":follow-up", "AWAITING_DUE");
    }
    system.sandbox().putOutOfOrder("cedar", "key_accepted");
    post(REFUSED, id -> TestOrders.order("cedar", id, "Waiting", 5101));
    for (int number = 0; number < each; number++) {
      system.sandbox().arm("error-500-after-success", "juniper");
      String id = "unknown-" + number;
      system.journeys().post(TestOrders.order(id, "Waiting", 5101));
      awaitStage("juniper:" + id + ":5101", "INVITE_UNKNOWN");
    }
    post("pair", id -> TestOrders.order(id, "Waiting", 5101, 5102));
    post("parked", id -> TestOrders.order(id, "Waiting", 5101));
    List<String> deferred = post("deferred", id -> TestOrders.order(id, "Waiting", 5101));
    List<String> held = post("held", id -> TestOrders.order(id, "Waiting", 5101));
    for (String journey : Stream.of(deferred, held).flatMap(List::stream).toList()) {
      system.journeys().awaitInvited(journey);
    }
    for (String journey : deferred) {
      decide(journey, "Deferred to Medical Director");
    }
    for (String journey : held) {
      new Operator(system.operations())
          .expect(journey, "hold", "hold-" + journey.replace(':', '-'));
    }
    awaitStages("pair", "AWAITING_CONSULTATION");
    awaitStages("parked", "AWAITING_CONSULTATION");
    awaitStages("deferred", "AWAITING_MEDICAL_DIRECTOR");
    awaitHolds(REFUSED, "KEY_REFUSED");
  }

  /** Happens after the backup: new orders and decisions. */
  void goOn() throws Exception {
    orderLate();
    awaitStages("late", "AWAITING_CONSULTATION");
    for (int number = 0; number < each; number += 2) {
      decide("juniper:parked-" + number + ":5101", "Approved");
      awaitStage("juniper:parked-" + number + ":5101", "APPROVED");
    }
  }

  void orderLate() throws IOException {
    post("late", id -> TestOrders.order(id, "Waiting", 5101));
  }

  /** Happens after the backup, too: what was refused is invited. */
  void inviteRefused() throws Exception {
    system.sandbox().putInOrder("cedar");
    resolveIncident("before");
    for (String journey : journeys(REFUSED)) {
      system.journeys().awaitInvited(journey);
    }
  }

  void resolveIncident(String commandId) throws IOException {
    new Incidents(system.operations()).resolve("cedar", commandId);
  }

  void backUp(Store store) throws IOException {
    delete(backups, store);
    copy(system.folder(), store, backups);
  }

  void restore(Store store) throws IOException {
    lose(store);
    copy(backups, store, system.folder());
  }

  void lose(Store store) throws IOException {
    delete(system.folder(), store);
  }

  private static void delete(Path folder, Store store) throws IOException {
    for (String part : PARTS) {
      TestFolders.delete(folder.resolve(store.file + part));
    }
  }

  private static void copy(Path from, Store store, Path to) throws IOException {
    for (String part : PARTS) {
      Path file = from.resolve(store.file + part);
      if (Files.exists(file)) {
        TestFolders.copy(file, to.resolve(store.file + part));
      }
    }
  }

  /** Runs the command on PostgreSQL and Temporal alone; returns its exit code. */
  int rebuild(String... words) throws Exception {
    Path data = system.folder();
    try (EmbeddedDatabase database = new EmbeddedDatabase(data.resolve("postgres"));
        DevEngine temporal =
            DevEngine.start(
                EngineOptions.defaultCli(), data, system.ports(), false, Duration.ZERO)) {
      assertThat(temporal.forgetsRuns()).isFalse();
      Map<String, String> variables =
          LocalSettings.variables(
              LocalOptions.parse(List.of("up", "--data", data.toString())),
              LocalKeys.in(data),
              database.url(),
              system.sandbox().url(),
              system.ports());
      variables.put("TEMPORAL_ADDRESS", "127.0.0.1:" + system.ports().temporal());
      variables.put("TEMPORAL_NAMESPACE", DevEngine.NAMESPACE);
      List<String> line =
          new ArrayList<>(List.of("rebuild", data.resolve("config.yml").toString()));
      line.addAll(List.of(words));
      return EndedCommand.run(variables, line.toArray(String[]::new)).code();
    }
  }

  /** What the provider has not decided, it approves. */
  void approveAll() throws IOException {
    for (JsonNode invite : system.sandbox().state().path("invites")) {
      for (JsonNode exam : invite.path("patient_exams")) {
        if (!exam.path("status").asText().equals("Approved")) {
          system.sandbox().decide(exam.path("patient_exam_id").asText(), "Approved");
        }
      }
    }
  }

  /**
   * Once each journey that is open is explained by a hold or an alarm.
   *
   * @param waiting those that wait for the provider, each with a due time and an owner
   */
  Count settled(List<String> expected, List<String> waiting) {
    return await("journeys that are closed, or tell a person why not")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> count(expected, waiting), count -> count.untold().isEmpty());
  }

  private Count count(List<String> expected, List<String> waiting) throws IOException {
    Map<String, Integer> invites = new HashMap<>();
    for (JsonNode invite : system.sandbox().state().path("invites")) {
      invites.merge(invite.path("patient").path("additional_data").asText(), 1, Integer::sum);
    }
    Count count = new Count(invites, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String journey : expected) {
      JsonNode found = system.journeys().get(journey);
      boolean tells =
          !found.path("holds").isEmpty()
              || !found.path("alarms").isEmpty()
              || (waiting.contains(journey) && found.at("/next/due").isTextual());
      List<String> one =
          found.path("open").isBoolean() && !found.path("open").asBoolean()
              ? count.closed()
              : tells ? count.told() : count.untold();
      one.add(journey + " " + found.path("stage").asText());
    }
    return count;
  }

  /** The journeys of all orders, but not of the late ones. */
  List<String> all() throws IOException {
    List<String> all = new ArrayList<>();
    for (String kind : List.of("parked", "deferred", "held", "unknown", REFUSED, "pair", "visit")) {
      all.addAll(journeys(kind));
    }
    journeys("pair").forEach(journey -> all.add(journey.replace(":5101", ":5102")));
    journeys("visit").forEach(journey -> all.add(journey + ":follow-up"));
    return all;
  }

  /** What the provider must have been asked for; a follow-up is not due. */
  List<String> meetings() {
    return Stream.of("parked", "deferred", "held", "unknown", REFUSED, "pair", "visit", "late")
        .flatMap(kind -> journeys(kind).stream())
        .toList();
  }

  List<String> journeys(String kind) {
    boolean isOfCedar = kind.equals(REFUSED) || kind.equals("visit");
    String exam = kind.equals("visit") ? ":5204" : ":5101";
    List<String> journeys = new ArrayList<>();
    for (int number = 0; number < count(kind); number++) {
      journeys.add((isOfCedar ? "cedar:" : "juniper:") + kind + "-" + number + exam);
    }
    return journeys;
  }

  private List<String> post(String kind, Function<String, ObjectNode> order) throws IOException {
    for (int number = 0; number < count(kind); number++) {
      system.journeys().post(order.apply(kind + "-" + number));
    }
    return journeys(kind);
  }

  /** Quarantine keeps 20 deliveries of one address a day: these are decided after the restore. */
  private int count(String kind) {
    return kind.equals(REFUSED) || kind.equals("late") ? Math.min(each, 8) : each;
  }

  private void decide(String journey, String status) throws IOException {
    system.sandbox().decide(system.sandbox().patientExam(journey, 5101), status);
  }

  private void awaitStages(String kind, String stage) throws IOException {
    for (String journey : journeys(kind)) {
      awaitStage(journey, stage);
    }
  }

  private void awaitHolds(String kind, String hold) throws IOException {
    for (String journey : journeys(kind)) {
      system.journeys().awaitHold(journey, hold);
    }
  }

  /** Each has recorded what the record had lost. */
  void awaitDiverged(String kind) throws IOException {
    for (String journey : journeys(kind)) {
      await(journey + " to be recorded again")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () ->
                  system
                      .journeys()
                      .get(journey)
                      .path("alarms")
                      .toString()
                      .contains("RUN_DIVERGED"));
    }
  }

  private void awaitStage(String journey, String stage) throws IOException {
    Journeys journeys = system.journeys();
    await(journey + " to reach " + stage)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> journeys.get(journey).path("stage").asText().equals(stage));
  }

  /** Visits wait for their prescription, their follow-ups for their day. */
  List<String> waiting() {
    return journeys("visit").stream()
        .flatMap(visit -> Stream.of(visit, visit + ":follow-up"))
        .toList();
  }

  void awaitQuarantined(int deliveries) {
    await("events of invites that the record does not know")
        .atMost(PATIENCE)
        .until(() -> quarantined().size() == deliveries);
  }

  List<JsonNode> quarantined() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    new Deliveries(system.operations())
        .page("state=QUARANTINED&limit=500")
        .path("deliveries")
        .forEach(found::add);
    return found;
  }

  /** As an operator does, who reads them. */
  void assignQuarantined() throws Exception {
    for (JsonNode delivery : quarantined()) {
      HttpRequest read =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + system.ports().application()
                          + Deliveries.href(delivery)
                          + "/body"))
              .header("Authorization", "Bearer " + LocalKeys.in(system.folder()).dispensing())
              .header("X-Purpose", "a drill assigns it")
              .build();
      String body =
          HttpClient.newHttpClient().send(read, HttpResponse.BodyHandlers.ofString()).body();
      String journey = new ObjectMapper().readTree(body).path("additional_data").asText();
      assertThat(
              new Deliveries(system.operations())
                  .assign(delivery, journey, "assign-" + journey.replace(':', '-'))
                  .status())
          .as(journey)
          .isEqualTo(200);
    }
  }
}
