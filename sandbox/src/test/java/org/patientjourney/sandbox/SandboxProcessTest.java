package org.patientjourney.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.sandbox.http.Json;

class SandboxProcessTest {
  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private Path stderr() {
    return directory.resolve("stderr");
  }

  private Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(SandboxMain.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(stderr().toFile()))
            .start();
    processes.add(process);
    return process;
  }

  private Process launchSandbox() throws IOException {
    return launch(
        "--data",
        directory.resolve("data").toString(),
        "--delay-ms",
        "1",
        "--exit-with-parent",
        "--account",
        TestSandbox.JUNIPER_KEY + "=juniper");
  }

  private static URI uriOf(Process process) throws IOException {
    BufferedReader stdout = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    String line = stdout.readLine();
    assertThat(line).matches("sandbox listening on http://127\\.0\\.0\\.1:\\d+");
    return URI.create(line.substring(line.indexOf("http")));
  }

  private JsonNode state(URI sandbox) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(sandbox.resolve("/sandbox/state")).build();
    return Json.MAPPER.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private int invite(URI sandbox, ObjectNode body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.resolve("/api/exam_invite"))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void killed_sandbox_loses_nothing_and_logs_no_personal_data() throws Exception {
    Process first = launchSandbox();
    URI sandbox = uriOf(first);
    // An Rx approval without a prescription and a deaf webhook both make log lines.
    ObjectNode body =
        TestInvites.inTestMode("Approve", TestInvites.RX)
            .put("webhook_url", "http://127.0.0.1:1/hooks/s3cret-token");
    assertThat(invite(sandbox, body)).isEqualTo(200);
    await().until(() -> state(sandbox).at("/events/0/attempts").intValue() >= 1);

    first.destroyForcibly().waitFor();
    JsonNode after = state(uriOf(launchSandbox()));

    assertThat(after.at("/invites/0/patient_exams/0/status").asText()).isEqualTo("Approved");
    assertThat(after.at("/events/0/attempts").intValue()).isPositive();
    assertThat(after.at("/calls")).hasSize(1);
    await().until(() -> Files.readString(stderr()).contains("no answer from the webhook"));
    assertThat(Files.readString(stderr()))
        .contains("asks for no prescription")
        .doesNotContainIgnoringCase("Test Approve")
        .doesNotContain("rivka", "2025550147", "s3cret-token", TestSandbox.JUNIPER_KEY);
  }

  @Test
  void sandbox_ends_with_its_parent() throws Exception {
    Process process = launchSandbox();
    uriOf(process);

    process.getOutputStream().close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void sandbox_ends_cleanly_when_terminated() throws Exception {
    Process process = launchSandbox();
    uriOf(process);

    process.destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(stderr())).isEmpty();
  }

  @Test
  void bad_arguments_exit_with_2() throws Exception {
    Process process = launch("--port", "http");

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(stderr()))
        .isEqualTo("sandbox: --port: expected a number from 0 to 65535, found http\n");
  }
}
