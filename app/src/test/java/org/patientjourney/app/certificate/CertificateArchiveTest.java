package org.patientjourney.app.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.certificate.TimerView.TimerState;
import org.patientjourney.app.followup.FollowUpView;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

class CertificateArchiveTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final Instant DUE = Instant.parse("2026-11-23T16:00:00Z");

  @Test
  void the_table_has_the_fields_of_the_json_and_calculates_nothing() throws IOException {
    CertifiedFollowUp late =
        followUp("-1", ObligationStatus.OVERDUE, Duration.ofHours(49), "=HYPERLINK(\"x\"),\r\n1");
    Map<String, byte[]> files = files(List.of(late));

    String[] lines = new String(files.get("follow-ups.csv"), UTF_8).split("\r\n", 2);
    assertThat(lines[0])
        .isEqualTo(
            "clinic,orderId,journeyId,examId,followUpJourneyId,followUpExamId,status,owner,basis,"
                + "visitAt,visitLocal,rule,days,calendar,zone,dueAt,dueLocal,timer,workflowId,"
                + "runId,firesAt,timerEndedAt,timerEndedBy,confirmedAt,sentAt,handedOverAt,"
                + "handedOverBy,lateDays,lateHours,waivedAt,waivedBy,waiver,evidence,findings");
    assertThat(lines[1])
        .startsWith("cedar,\"'-1\",cedar:-1:5204,")
        .contains(
            "2026-11-02T16:00:00Z,\"2026-11-02T10:00:00-06:00\",",
            ",21,",
            "2026-11-23T16:00:00Z,\"2026-11-23T10:00:00-06:00\",PENDING,",
            ",LATE,",
            ",2,1,",
            "\"'=HYPERLINK(\"\"x\"\"),\r\n1\"",
            "RUN_PAUSED; RULE_BROKEN");
    JsonNode row = new ObjectMapper().readTree(files.get("follow-ups.json")).at("/followUps/0");
    assertThat(row.path("waiver").asText()).startsWith("=HYPERLINK");
    assertThat(row.path("orderId").asText()).isEqualTo("-1");
    assertThat(row.path("timer").asText()).isEqualTo("PENDING");
    assertThat(row.path("workflowId").asText()).isEqualTo("cedar:-1:5204:follow-up");
    row.fieldNames().forEachRemaining(name -> assertThat(lines[0].split(",")).contains(name));
  }

  @Test
  void its_sums_are_those_of_all_other_files() throws IOException {
    Map<String, byte[]> files = files(List.of());
    StringBuilder sums = new StringBuilder();
    files.forEach(
        (name, content) -> {
          if (!name.equals("SHA256SUMS")) {
            String sum = HexFormat.of().formatHex(StoredJson.sha256(content));
            sums.append(sum).append("  ").append(name).append('\n');
          }
        });
    assertThat(new String(files.get("SHA256SUMS"), UTF_8)).isEqualTo(sums.toString());
    assertThat(files.keySet())
        .containsExactly("follow-ups.csv", "follow-ups.json", "README.txt", "SHA256SUMS");
  }

  @Test
  void its_python_has_at_most_twenty_lines() throws IOException {
    String readme = new String(files(List.of()).get("README.txt"), UTF_8);
    assertThat(readme.lines().dropWhile(line -> !line.startsWith("import"))).hasSizeBetween(10, 20);
  }

  @Test
  void the_status_says_how_far_it_is() {
    assertThat(followUp("a", ObligationStatus.OPEN, null, null).status())
        .isEqualTo(CertifiedFollowUp.CertifiedStatus.DUE);
    assertThat(
            CertifiedFollowUp.of(
                    view("a", ObligationStatus.OPEN, null, null), TimerView.NONE, NOW, List.of())
                .status())
        .isEqualTo(CertifiedFollowUp.CertifiedStatus.SENT);
  }

  @Test
  void the_table_of_a_month_without_follow_ups_has_its_header() throws IOException {
    assertThat(new String(files(List.of()).get("follow-ups.csv"), UTF_8))
        .startsWith("clinic,orderId,journeyId,")
        .endsWith(",evidence,findings\r\n");
  }

  private static Map<String, byte[]> files(List<CertifiedFollowUp> followUps) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CertificateArchive archive =
        new CertificateArchive(out, Period.of("2026-11").orElseThrow(), NOW);
    for (CertifiedFollowUp followUp : followUps) {
      archive.add(followUp, List.of());
    }
    archive.finish("summary\n");
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static CertifiedFollowUp followUp(
      String order, ObligationStatus status, @Nullable Duration late, @Nullable String waiver) {
    FollowUpView view = view(order, status, late, waiver);
    TimerView pending =
        new TimerView(TimerState.PENDING, view.followUpJourneyId(), "run-1", DUE, null, null);
    return CertifiedFollowUp.of(
        view, pending, null, List.of(Finding.RUN_PAUSED, Finding.RULE_BROKEN));
  }

  private static FollowUpView view(
      String order, ObligationStatus status, @Nullable Duration late, @Nullable String waiver) {
    JourneyId visit = new JourneyId("cedar:" + order + ":5204");
    return new FollowUpView(
        new ClinicId("cedar"),
        new OrderId(order),
        visit,
        new ExamId(5204),
        visit.followUp(),
        new ExamId(5205),
        Visit.Basis.CONSULTATION,
        Instant.parse("2026-11-02T16:00:00Z"),
        DUE,
        "America/Chicago",
        Owner.ENGINE,
        status,
        DUE,
        null,
        null,
        null,
        late,
        null,
        null,
        waiver,
        null);
  }
}
