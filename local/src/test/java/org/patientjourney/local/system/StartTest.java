package org.patientjourney.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.app.worker.Engine;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.Patience;
import org.patientjourney.local.engine.InProcessEngine;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.fault.PortBoundTemporal;
import org.patientjourney.workflows.order.JourneyId;

/** A process that starts beside a record that is there already. */
@SuppressWarnings("NullAway.Init") // set before the tests
class StartTest {
  private static final String OTHER =
      Base64.getEncoder().encodeToString("z".repeat(32).getBytes(US_ASCII));

  @TempDir private static Path data;
  private static LoneRecord record;
  private static JourneyId kept;
  private static InProcessEngine temporal;

  @BeforeAll
  static void order() throws Exception {
    BuiltFiles.prepare();
    record = new LoneRecord(data);
    kept = record.accept("kept");
    temporal = new InProcessEngine();
  }

  @AfterAll
  static void stop() throws Exception {
    temporal.close();
    record.close();
  }

  @Test
  void another_key_under_the_same_id_stops_the_start_and_says_what_to_compare() {
    assertThatThrownBy(() -> serve(temporal, "k1", OTHER))
        .rootCause()
        .hasMessageContaining("Tag mismatch");
    assertThatThrownBy(() -> serve(temporal, "k1", OTHER))
        .cause()
        .hasMessageContaining("expected the encryption keys of this record, found others")
        .hasMessageContaining("compare encryption.keys")
        .hasMessageNotContaining("patient@example.org");
  }

  @Test
  void a_key_that_was_removed_is_named() {
    assertThatThrownBy(() -> serve(temporal, "k2", OTHER))
        .cause()
        .hasMessageContaining("encrypted with key 'k1', which is not configured");
  }

  @Test
  void the_records_own_key_starts() throws Exception {
    serve(temporal, "k1", LoneRecord.KEY).close();
    assertThat(log()).doesNotContain("expected the encryption keys");
  }

  @Test
  void without_temporal_it_serves_and_runs_begin_when_temporal_is_there() throws Exception {
    try (PortBoundTemporal late = new PortBoundTemporal()) {
      late.line().cut();
      long before = revision();
      try (LocalApplication application = serve(late, "k1", LoneRecord.KEY)) {
        assertThat(application).isNotNull();
        await().until(() -> log().contains("does not answer (UNAVAILABLE"));
        assertThat(revision()).isEqualTo(before);

        late.line().mend();
        await().atMost(Patience.USUAL).until(() -> revision() > before);
        await().until(() -> log().contains("Temporal is ready again"));
      }
    }
  }

  private static String log() throws IOException {
    return Files.readString(data.resolve("journey.log"));
  }

  private static long revision() {
    return record.dao(JourneyDao.class).find(kept).orElseThrow().revision();
  }

  private static LocalApplication serve(Engine engine, String id, String key) throws Exception {
    LocalOptions options =
        LocalOptions.parse(List.of("up", "--data", data.toString(), "--port", "0"));
    Map<String, String> variables =
        LocalSettings.variables(
            options,
            LocalKeys.in(data),
            record.url(),
            URI.create("http://127.0.0.1:9"),
            Ports.at(0));
    variables.put("JOURNEY_ENCRYPTION_KEY", key);
    Path config = LocalSettings.writeConfig(data, options, List.of());
    Files.writeString(
        config,
        Files.readString(config).replace("\"k1\"", '"' + id + '"').replace("k1:", id + ":"));
    return LocalApplication.serve(engine, variables, config);
  }
}
