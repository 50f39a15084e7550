package org.patientjourney.local.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.anchor.Anchors;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.database.Database.DatabaseLogin;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.cli.VerifyAuditCommand;

/** A follow-up certificate is compared with the anchors that were made before it. */
class AnchoredCertificateTest {
  private static final String VISIT = "cedar:anchored:5204";

  @TempDir private Path folder;

  @Test
  void a_journal_of_a_certificate_that_was_written_anew_does_not_fit_its_anchor() throws Exception {
    TestSystem system = TestSystem.shared();
    Journeys journeys = new Journeys(system.operations());
    journeys.post(TestOrders.packageOrder("cedar", "anchored", "Waiting"));
    journeys.awaitInvited(VISIT);
    system.sandbox().decide(system.sandbox().patientExam(VISIT, 5204), "Approved");
    journeys.awaitStage(VISIT + ":follow-up", "AWAITING_DUE");
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path anchors = Files.createDirectory(folder.resolve("anchors"));
    anchor(system, anchors, keys);
    Path key = publicKey(keys);
    Path zip = certificate(system);

    String before = verify(zip, anchors, key);
    assertThat(before).contains(" journals fit their anchors").doesNotContain("anchored at");

    rewriteLastEntry(zip, "journals/cedar/anchored/5204/follow-up.jsonl");

    assertThat(verify(zip, anchors, key))
        .as("it holds by itself")
        .doesNotContain("was changed", "does not fit", "missing")
        .containsPattern(
            "broken: " + VISIT + ":follow-up: entry \\d is not the one that was anchored at ");
    assertThat(VerifyAuditCommand.checkAnchored(zip, anchors, key, System.out)).isEqualTo(1);

    rewriteSums(zip, files -> Files.delete(files.getPath("journals/cedar/anchored/5204.jsonl")));
    assertThat(verify(zip, anchors, key)).contains("broken: " + VISIT + ": its journal is missing");
  }

  private static void anchor(TestSystem system, Path anchors, KeyPair keys) throws IOException {
    Map<String, String> variables = system.variables();
    DatabaseLogin login =
        new DatabaseLogin(
            Objects.requireNonNull(variables.get("JOURNEY_DATABASE_URL")),
            Objects.requireNonNull(variables.get("JOURNEY_DATABASE_USER")),
            "");
    Instant now = system.now();
    try (Database database = new Database(login, 1)) {
      new Anchors(database.jdbi(), () -> now).anchor(anchors, keys.getPrivate());
    }
  }

  private Path publicKey(KeyPair keys) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        folder.resolve("public.pem"),
        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  /** Of the weeks in which the follow-up is due. */
  private Path certificate(TestSystem system) throws Exception {
    LocalDate today = LocalDate.ofInstant(system.now(), ZoneOffset.UTC);
    String period = today.plusDays(18) + ".." + today.plusDays(25);
    HttpRequest request =
        HttpRequest.newBuilder(system.url().resolve("/follow-ups/certificate?period=" + period))
            .header("Authorization", "Bearer " + system.keys().compliance())
            .build();
    Path zip = folder.resolve("certificate.zip");
    HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(zip));
    return zip;
  }

  private static String verify(Path zip, Path anchors, Path key) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    VerifyAuditCommand.checkAnchored(zip, anchors, key, new PrintStream(printed, true, UTF_8));
    return printed.toString(UTF_8);
  }

  /** As who can write the record anew: chain, head and sums hold again. */
  private static void rewriteLastEntry(Path zip, String journal) throws Exception {
    rewriteSums(
        zip,
        files -> {
          List<String> lines = new ArrayList<>(Files.readAllLines(files.getPath(journal)));
          String last = lines.get(lines.size() - 1);
          String text = last.substring("{\"entry\":".length(), last.lastIndexOf(",\"hash\":"));
          String forged = text.replaceFirst("\"actor\":\"[^\"]*\"", "\"actor\":\"mallory\"");
          String hash = HexFormat.of().formatHex(StoredJson.sha256(forged));
          lines.set(lines.size() - 1, "{\"entry\":%s,\"hash\":\"%s\"}".formatted(forged, hash));
          lines.set(0, lines.get(0).replaceFirst("[0-9a-f]{64}", hash));
          Files.write(files.getPath(journal), lines);
        });
  }

  private static void rewriteSums(Path zip, Change change) throws Exception {
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      change.make(files);
      Path sums = files.getPath("SHA256SUMS");
      List<String> lines = new ArrayList<>();
      try (Stream<Path> all = Files.walk(files.getPath("/"))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("SHA256SUMS")) {
            String sum = HexFormat.of().formatHex(StoredJson.sha256(Files.readAllBytes(file)));
            lines.add(sum + "  " + file.toString().substring(1));
          }
        }
      }
      Files.write(sums, lines);
    }
  }

  private interface Change {
    void make(FileSystem files) throws Exception;
  }
}
