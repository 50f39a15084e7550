package org.patientjourney.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.archive.JournalFile;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.certificate.FollowUpEvidenceTest.Journal;
import org.patientjourney.app.followup.FollowUpView;
import org.patientjourney.workflows.journal.JournalKind;

/** What the README's Python says of archives whose chains hold. */
class CertificateReadmeTest {
  private static final Instant DUE = FollowUpEvidenceTest.DUE;

  @TempDir private Path folder;

  @BeforeEach
  void findPython() throws Exception {
    String zone = "import zoneinfo; zoneinfo.ZoneInfo(\"America/Chicago\")";
    assumeTrue(run("python3 -c '" + zone + "'") == 0, "python3 with zoneinfo is not installed");
  }

  @Test
  void a_follow_up_that_was_due_and_sent_after_21_days_holds() throws Exception {
    extract(DUE, sent(DUE));
    assertThat(check()).as(output()).isZero();
  }

  /** 21 times 24 hours, but the clock goes back on the way. */
  @Test
  void a_follow_up_that_was_due_an_hour_early_does_not() throws Exception {
    Instant early = FollowUpEvidenceTest.VISITED.plus(Duration.ofDays(21));
    extract(early, sent(early));
    assertThat(check()).isNotZero();
    assertThat(output()).contains("before 21 days");
  }

  @Test
  void a_follow_up_that_was_sent_a_second_early_does_not() throws Exception {
    extract(DUE, sent(DUE.minusSeconds(1)));
    assertThat(check()).isNotZero();
    assertThat(output()).contains("before 21 days");
  }

  private static Journal sent(Instant at) {
    return FollowUpEvidenceTest.followUp().with(JournalKind.INVITE_SENT, at, Map.of());
  }

  private void extract(Instant due, Journal followUp) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CertificateArchive archive =
        new CertificateArchive(out, Period.of("2026-11").orElseThrow(), DUE);
    FollowUpView view = FollowUpView.of(FollowUpEvidenceTest.owed(due), DUE, null);
    archive.add(
        CertifiedFollowUp.of(view, TimerView.NONE, null, List.of()),
        List.of(
            JournalFile.of(FollowUpEvidenceTest.visit(due).audit()),
            JournalFile.of(followUp.audit())));
    archive.finish("");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  private int check() throws Exception {
    return run("sed -n '/^import/,$p' README.txt | python3 -");
  }

  private int run(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
