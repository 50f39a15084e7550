package org.patientjourney.local.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestFolders;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.cli.VerifyAuditCommand;
import org.patientjourney.local.http.JsonClient;

/**
 * The certificate of a whole system's follow-ups: one met, one waived, one waits, one run ended.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class CertificateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/follow-ups/certificate";

  @TempDir private static Path data;
  @TempDir private Path folder;
  private static TestSystem system;
  private static Journeys journeys;
  private static String period;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.start(data);
    journeys = new Journeys(system.operations());
    String met = approved("met");
    String waived = approved("waived");
    Instant due = Instant.parse(duty(met).path("dueAt").asText());
    ObjectNode waiver = words("waive-follow-up").put("reason", "she moved");
    waiver.put("waivedBy", "medical-director");
    await("the follow-up's run to take it")
        .until(() -> system.care().post(commands(waived), waiver).status() == 200);
    system.travel(Duration.between(system.now(), due).plusHours(3));
    journeys.awaitHold(met + ":follow-up", "HANDOVER");
    ObjectNode delivered = words("invite-delivered").put("reason", "told at the counter");
    assertThat(system.backend().post(commands(met), delivered).status()).isEqualTo(200);
    String waits = approved("waits");
    String ended = approved("ended");
    journeys.awaitStage(waits + ":follow-up", "AWAITING_DUE");
    journeys.awaitStage(ended + ":follow-up", "AWAITING_DUE");
    journeys.post(TestOrders.prescription("juniper", "theirs", "Approve"));
    journeys.awaitEntry("juniper:theirs:5204", "FOLLOW_UP_OWED");
    awaitTimer(waits);
    awaitTimer(ended);
    system.temporal().newUntypedWorkflowStub(ended + ":follow-up").terminate("by a test");
    system.travel(Duration.ofMinutes(2));
    LocalDate today = LocalDate.ofInstant(system.now(), ZoneOffset.UTC);
    period = today.minusDays(20) + ".." + today.plusDays(40);
  }

  @AfterAll
  static void stop() throws IOException {
    system.close();
  }

  @Test
  void an_auditor_checks_it_with_sha256sum_and_python_alone() throws Exception {
    assumeTrue(
        run(folder, "python3 -c 'import zoneinfo; zoneinfo.ZoneInfo(\"America/Chicago\")'") == 0,
        "python3 with zoneinfo is not installed");
    for (String file :
        List.of(
            "follow-ups.csv",
            "follow-ups.json",
            "README.txt",
            "journals/cedar/met/5204.jsonl",
            "journals/cedar/met/5204/follow-up.jsonl")) {
      TestFolders.delete(folder);
      Files.createDirectories(folder);
      extract(certificate(system.keys().compliance(), period));
      assertThat(run(folder, checks().get(0))).as(output()).isZero();
      assertThat(run(folder, checks().get(1))).as(output()).isZero();
      List<String> checks = checks();
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      bytes[bytes.length / 2] ^= 1;
      Files.write(folder.resolve(file), bytes);
      assertThat(run(folder, checks.get(0))).as(file).isNotZero();
      if (file.startsWith("journals")) {
        assertThat(run(folder, checks.get(1))).as(file).isNotZero();
      }
    }
  }

  @Test
  void python_notices_a_table_whose_dates_are_not_those_of_the_journals() throws Exception {
    assumeTrue(
        run(folder, "python3 -c 'import zoneinfo; zoneinfo.ZoneInfo(\"America/Chicago\")'") == 0,
        "python3 with zoneinfo is not installed");
    extract(certificate(system.keys().compliance(), period));
    JsonNode rows = JSON.readTree(folder.resolve("follow-ups.json").toFile());
    Instant due = Instant.parse(rows.at("/followUps/0/dueAt").asText());
    String changed = rows.toString().replace(due.toString(), due.minusSeconds(86_400).toString());
    Files.writeString(folder.resolve("follow-ups.json"), changed);

    assertThat(run(folder, checks().get(1))).isNotZero();
    assertThat(output()).contains("is not as the journal says");
  }

  @Test
  void python_notices_an_entry_that_is_missing_in_the_middle_or_at_the_end() throws Exception {
    assumeTrue(
        run(folder, "python3 -c 'import zoneinfo; zoneinfo.ZoneInfo(\"America/Chicago\")'") == 0,
        "python3 with zoneinfo is not installed");
    extract(certificate(system.keys().compliance(), period));
    Path journal = folder.resolve("journals/cedar/met/5204.jsonl");
    List<String> whole = Files.readAllLines(journal);
    for (int missing : new int[] {2, whole.size() - 1}) {
      List<String> lines = new ArrayList<>(whole);
      lines.remove(missing);
      Files.write(journal, lines);
      assertThat(run(folder, checks().get(1))).isNotZero();
      assertThat(output()).contains(missing == 2 ? "the chain is broken" : "the end is missing");
    }
  }

  @Test
  void the_run_that_was_ended_is_named_and_no_other() throws Exception {
    JsonNode check = compliance().get(PATH + "/check?period=" + period).success();

    assertThat(check.path("followUps").asInt()).isEqualTo(5);
    assertThat(check.path("timersRead").asBoolean()).isTrue();
    assertThat(check.path("holds").asBoolean()).isFalse();
    assertThat(check.path("named").toString())
        .isEqualTo(
            "[{\"journeyId\":\"cedar:ended:5204\","
                + "\"followUpJourneyId\":\"cedar:ended:5204:follow-up\","
                + "\"findings\":[\"RUN_MISSING\"]}]");
  }

  @Test
  void each_line_says_visit_basis_due_instant_timer_and_end() throws Exception {
    extract(certificate(system.keys().compliance(), period));
    JsonNode waits = row("waits");
    assertThat(waits.path("status").asText()).isEqualTo("DUE");
    assertThat(waits.path("basis").asText()).isEqualTo("CONSULTATION");
    assertThat(waits.path("timer").asText()).isEqualTo("PENDING");
    assertThat(waits.path("workflowId").asText()).isEqualTo("cedar:waits:5204:follow-up");
    assertThat(waits.path("runId").asText())
        .isEqualTo(
            system
                .temporal()
                .newUntypedWorkflowStub("cedar:waits:5204:follow-up")
                .describe()
                .getExecution()
                .getRunId());
    Instant due = Instant.parse(waits.path("dueAt").asText());
    assertThat(Instant.parse(waits.path("firesAt").asText()))
        .isBetween(due.minusMillis(1), due.plusSeconds(5));
    assertThat(OffsetDateTime.parse(waits.path("dueLocal").asText()))
        .isEqualTo(due.atZone(ZoneId.of("America/Chicago")).toOffsetDateTime());
    JsonNode met = row("met");
    assertThat(met.path("status").asText()).isEqualTo("MET");
    assertThat(met.path("timer").asText()).isEqualTo("FIRED");
    assertThat(met.path("timerEndedBy").asText()).isEqualTo("FOLLOW_UP_READY");
    assertThat(met.path("handedOverBy").asText()).isEqualTo("backend");
    assertThat(Instant.parse(met.path("sentAt").asText()))
        .isAfterOrEqualTo(Instant.parse(met.path("dueAt").asText()));
    assertThat(met.path("lateDays").asInt()).isZero();
    assertThat(met.path("lateHours").asInt()).isEqualTo(3);
    JsonNode waived = row("waived");
    assertThat(waived.path("timer").asText()).isEqualTo("ENDED");
    assertThat(waived.path("waivedBy").asText()).isEqualTo("care, medical-director");
    assertThat(row("ended").path("timer").asText()).isEqualTo("MISSING");
    JsonNode theirs = row("theirs");
    assertThat(theirs.path("status").asText()).isEqualTo("RECORDED");
    assertThat(theirs.path("timer").asText()).isEqualTo("NONE");
    assertThat(theirs.has("followUpJourneyId")).isFalse();
    assertThat(Files.readString(folder.resolve("README.txt")))
        .contains("period:  " + period, "count:   5 follow-ups", "timers:  read from Temporal");
  }

  @Test
  void its_journals_are_files_that_verify_audit_knows() throws Exception {
    extract(certificate(system.keys().operations(), period));
    for (String order : List.of("met", "waived", "waits", "ended")) {
      Path visit = folder.resolve("journals/cedar/" + order);
      for (Path file :
          List.of(visit.resolve("5204.jsonl"), visit.resolve("5204/follow-up.jsonl"))) {
        assertThat(AuditCheck.of(Files.readAllBytes(file))).isInstanceOf(AuditFinding.Holds.class);
      }
    }
  }

  @Test
  void verify_audit_reads_it_and_names_what_it_names() throws Exception {
    Path zip =
        Files.write(folder.resolve("a.zip"), certificate(system.keys().compliance(), period));
    assertThat(verifyAudit(zip)).isEqualTo("1 broken: cedar:ended:5204: RUN_MISSING");
    String journal = "journals/cedar/met/5204.jsonl";
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      byte[] bytes = Files.readAllBytes(files.getPath(journal));
      bytes[bytes.length / 2] ^= 1;
      Files.write(files.getPath(journal), bytes);
      Files.delete(files.getPath("follow-ups.csv"));
    }
    assertThat(verifyAudit(zip))
        .contains(
            "broken: " + journal + " was changed or added",
            "broken: follow-ups.csv is missing",
            "broken: cedar:ended:5204: RUN_MISSING");
  }

  @Test
  void verify_audit_answers_a_certificate_that_holds_with_a_line() throws Exception {
    String due = dueDay("cedar:met:5204").toString();
    byte[] archive = certificate(system.keys().compliance(), due + ".." + due);
    Path zip = Files.write(folder.resolve("a.zip"), archive);
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Files.createDirectory(files.getPath("folder")); // as zip tools add for each folder
    }
    assertThat(verifyAudit(zip))
        .startsWith("0 certificate " + due + ".." + due + " as of ")
        .endsWith(": 2 follow-ups hold");
  }

  @Test
  void a_waivers_words_are_for_compliance_alone_and_each_certificate_leaves_its_line()
      throws Exception {
    extract(certificate(system.keys().operations(), period));
    assertThat(Files.readString(folder.resolve("follow-ups.json"))).doesNotContain("she moved");
    assertThat(newestLine())
        .contains("\"FOLLOW_UP_CERTIFICATE\"", "\"READ\"", "follow-up certificate of " + period);
    TestFolders.delete(folder);
    Files.createDirectories(folder);
    extract(certificate(system.keys().compliance(), period));
    assertThat(row("waived").path("waiver").asText()).isEqualTo("she moved");
    assertThat(Files.readString(folder.resolve("follow-ups.csv"))).contains("she moved");
    assertThat(newestLine()).contains("\"FOLLOW_UP_WAIVER\"", "\"READ\"");
  }

  @Test
  void a_key_of_a_clinic_certifies_its_own_follow_ups_alone() throws Exception {
    JsonClient cedar = system.operationsOf("cedar");
    assertThat(cedar.get(PATH + "/check?period=" + period).success().path("followUps").asInt())
        .isEqualTo(4);
    JsonNode other = cedar.get(PATH + "/check?period=" + period + "&clinic=juniper").success();
    assertThat(other.path("followUps").asInt()).isZero();
    assertThat(other.path("holds").asBoolean()).isTrue();
  }

  @Test
  void a_follow_up_is_in_the_period_of_its_due_day_and_in_no_other() throws Exception {
    LocalDate due = dueDay("cedar:met:5204");
    assertThat(count(due + ".." + due)).isEqualTo(2);
    assertThat(count(due.minusDays(9) + ".." + due.minusDays(1))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?period=2026", "?period=2026-11-02..2026-11-01"})
  void a_wrong_period_is_named(String query) throws Exception {
    for (String path : List.of(PATH, PATH + "/check")) {
      JsonClient.Answer answer = compliance().get(path + query);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().at("/errors/0/pointer").asText()).isEqualTo("/period");
    }
    assertThat(system.care().get(PATH + "?period=2026-11").status()).isEqualTo(403);
  }

  private int count(String days) throws IOException {
    return compliance().get(PATH + "/check?period=" + days).success().path("followUps").asInt();
  }

  private JsonNode row(String order) throws IOException {
    JsonNode rows = JSON.readTree(folder.resolve("follow-ups.json").toFile()).path("followUps");
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path("orderId").asText().equals(order))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] certificate(String key, String days) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(system.url().resolve(PATH + "?period=" + days))
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"follow-ups-" + days + ".zip\"");
    return answer.body();
  }

  private void extract(byte[] archive) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  /** The two commands of the README. */
  private List<String> checks() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("README.txt"))) {
      List<String> commands =
          lines
              .filter(line -> line.startsWith("    sha256sum ") || line.startsWith("    sed "))
              .map(String::strip)
              .toList();
      assertThat(commands).hasSize(2);
      return commands;
    }
  }

  private int run(Path in, String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String output() throws IOException {
    return Files.readString(data.resolve("output"), UTF_8);
  }

  private static JsonClient compliance() {
    return new JsonClient(system.url(), system.keys().compliance());
  }

  private static String newestLine() throws IOException {
    JsonNode lines = compliance().get("/access-log?limit=500").success().path("lines");
    return lines.path(lines.size() - 1).toString();
  }

  /** In the clinic that contacts its patients itself. */
  private static String approved(String orderId) throws IOException {
    journeys.post(TestOrders.packageOrder("cedar", orderId, "Waiting"));
    String visit = "cedar:" + orderId + ":5204";
    journeys.awaitInvited(visit);
    system.sandbox().decide(system.sandbox().patientExam(visit, 5204), "Approved");
    journeys.awaitEntry(visit, "FOLLOW_UP_OWED");
    return visit;
  }

  private static void awaitTimer(String visit) {
    await("the timer of " + visit)
        .until(
            () ->
                system
                    .temporal()
                    .fetchHistory(visit + ":follow-up")
                    .getHistory()
                    .toString()
                    .contains("EVENT_TYPE_TIMER_STARTED"));
  }

  private static JsonNode duty(String visit) throws IOException {
    JsonNode all = system.operations().get("/follow-ups").body().path("followUps");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(owed -> owed.path("journeyId").asText().equals(visit))
        .findFirst()
        .orElseThrow();
  }

  private static LocalDate dueDay(String visit) throws IOException {
    return LocalDate.ofInstant(
        Instant.parse(duty(visit).path("dueAt").asText()), ZoneId.of("America/Chicago"));
  }

  /** The exit code and what is printed. */
  private static String verifyAudit(Path file) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code = VerifyAuditCommand.check(file, new PrintStream(printed, true, UTF_8));
    return code + " " + printed.toString(UTF_8).strip();
  }

  private static String commands(String visit) {
    return "/journeys/" + visit + ":follow-up/commands";
  }

  private static ObjectNode words(String command) {
    return JsonNodeFactory.instance.objectNode().put("command", command).put("commandId", "c-1");
  }
}
