package org.patientjourney.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalChain;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.certificate.CertificateResource;
import org.patientjourney.app.certificate.CertificateResource.CertificateCheck;
import org.patientjourney.app.certificate.CertificateResource.Named;
import org.patientjourney.app.certificate.Certificates;
import org.patientjourney.app.certificate.Finding;
import org.patientjourney.app.certificate.FollowUpRuns;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;
import org.slf4j.LoggerFactory;

/**
 * Several pages of follow-ups, whose runs are given. {@code -Djourney.followUps=10000} measures
 * many.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class CertificatePagesTest {
  private static final int FOLLOW_UPS = Integer.getInteger("journey.followUps", 450);
  private static final String ZONE = "America/Chicago";
  private static final Instant VISITED = LoneRecord.ORDERED_AT;
  private static final Instant DUE = VISITED.atZone(ZoneId.of(ZONE)).plusDays(21).toInstant();
  private static final Instant NOW = VISITED.plus(Duration.ofHours(1));
  private static final String JOURNEY =
      """
      insert into journey (journey_id, clinic, order_id, exam_id, meeting_id, open, stage, invite,
        handover, decision, fulfilment, holds, next_due_at, snapshot, revision, journal_seq,
        journal_hash, created_at, updated_at)
      select :id, clinic, order_id, exam_id, meeting_id, true, 'AWAITING_DUE', 'NOT_DUE', handover,
        decision, fulfilment, holds, :due, snapshot, revision, :seq, :hash, created_at, updated_at
      from journey where journey_id = :base
      """;
  private static final String ENTRY =
      """
      insert into journal_entry (journey_id, seq, revision, kind, at, actor, detail, prev_hash, hash)
      values (:journeyId, :seq, :revision, :kind, :at, :actor, :detail, :prevHash, :hash)
      """;
  private static final String OBLIGATION =
      """
      insert into obligation (journey_id, kind, owner, basis_at, due_at, overdue_at, status,
        follow_up_journey_id, exam_id, basis, zone, created_at)
      values (:visit, 'FOLLOW_UP', 'ENGINE', :visited, :due, :due, 'OPEN', :followUp, 5101,
        'CONSULTATION', :zone, :visited)
      """;

  @TempDir private static Path data;
  private static LoneRecord theRecord;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    JourneyId base = theRecord.accept("base");
    theRecord
        .jdbi()
        .useTransaction(
            handle -> {
              for (int from = 0; from < FOLLOW_UPS; from += 500) {
                insert(handle, base, from, Math.min(FOLLOW_UPS, from + 500));
              }
            });
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @Test
  void of_all_pages_exactly_those_are_named_whose_runs_were_ended_paused_and_wedged() {
    Map<JourneyId, Run> others =
        Map.of(
            followUp(3), new Run(Presence.NONE, "ended", List.of()),
            followUp(FOLLOW_UPS / 2), new Run(Presence.PAUSED, "paused", List.of(DUE)),
            followUp(FOLLOW_UPS - 1), new Run(Presence.STUCK, "wedged", List.of(DUE)));
    CertificateCheck check =
        resource(
                ids ->
                    Optional.of(
                        ids.stream()
                            .collect(
                                Collectors.toMap(
                                    Function.identity(),
                                    id -> others.getOrDefault(id, waiting())))))
            .check("2026-03", null, CALLER);

    assertThat(check.followUps()).isEqualTo(FOLLOW_UPS);
    assertThat(check.holds()).isFalse();
    assertThat(check.named())
        .containsExactlyInAnyOrder(
            named(3, Finding.RUN_MISSING),
            named(FOLLOW_UPS / 2, Finding.RUN_PAUSED),
            named(FOLLOW_UPS - 1, Finding.RUN_STUCK));
  }

  @Test
  void is_written_page_by_page() throws IOException {
    long[] bytes = {0};
    long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long began = System.nanoTime();
    ((StreamingOutput)
            resource(CertificatePagesTest::allWait).archive("2026-03", null, CALLER).getEntity())
        .write(
            new OutputStream() {
              @Override
              public void write(int b) {
                bytes[0]++;
              }

              @Override
              public void write(byte[] content, int from, int length) {
                bytes[0] += length;
              }
            });
    Duration cpu =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    LoggerFactory.getLogger(getClass())
        .warn(
            "certificate of {} follow-ups: {} ({} of its thread), {} bytes, at most {} MiB of heap",
            FOLLOW_UPS,
            took,
            cpu,
            bytes[0],
            Runtime.getRuntime().maxMemory() >> 20);
    assertThat(bytes[0]).isGreaterThan(FOLLOW_UPS * 1_000L);
  }

  @Test
  void a_temporal_that_is_down_is_asked_once_and_nothing_is_said_to_hold() {
    AtomicInteger asked = new AtomicInteger();
    CertificateCheck check =
        resource(
                ids -> {
                  asked.incrementAndGet();
                  return Optional.empty();
                })
            .check("2026-03", null, CALLER);

    assertThat(asked).hasValue(1);
    assertThat(check.followUps()).isEqualTo(FOLLOW_UPS);
    assertThat(check.timersRead()).isFalse();
    assertThat(check.holds()).isFalse();
    assertThat(check.named()).isEmpty();
  }

  private static Optional<Map<JourneyId, Run>> allWait(List<JourneyId> ids) {
    return Optional.of(
        ids.stream().collect(Collectors.toMap(Function.identity(), id -> waiting())));
  }

  private static Run waiting() {
    return new Run(Presence.RUNNING, "a-run", List.of(DUE.plusMillis(20)));
  }

  private static Named named(int number, Finding finding) {
    return new Named(visit(number), followUp(number), List.of(finding));
  }

  private static JourneyId visit(int number) {
    return new JourneyId("juniper:many-%05d:5101".formatted(number));
  }

  private static JourneyId followUp(int number) {
    return visit(number).followUp();
  }

  private static CertificateResource resource(FollowUpRuns runs) {
    Encryption encryption =
        new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", LoneRecord.KEY)));
    InstantSource clock = InstantSource.fixed(NOW);
    AccessLog log = new AccessLog(theRecord.jdbi(), encryption, clock);
    ProviderReports reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    PersonalReads reads = new PersonalReads(theRecord.jdbi(), encryption, reports, log);
    return new CertificateResource(new Certificates(theRecord.jdbi(), reads, runs, clock));
  }

  private static void insert(Handle handle, JourneyId base, int from, int to) {
    PreparedBatch journeys = handle.prepareBatch(JOURNEY);
    PreparedBatch entries = handle.prepareBatch(ENTRY);
    PreparedBatch obligations = handle.prepareBatch(OBLIGATION);
    IntStream.range(from, to)
        .forEach(
            number -> {
              add(journeys, entries, base, visit(number), 8);
              add(journeys, entries, base, followUp(number), 4);
              obligations
                  .bind("visit", visit(number).value())
                  .bind("followUp", followUp(number).value())
                  .bind("visited", VISITED)
                  .bind("due", DUE)
                  .bind("zone", ZONE)
                  .add();
            });
    journeys.execute();
    entries.execute();
    obligations.execute();
  }

  /** A journal that holds; the last entry of a visit's says what is owed. */
  private static void add(
      PreparedBatch journeys, PreparedBatch entries, JourneyId base, JourneyId journey, int count) {
    JournalHead head = JournalHead.BEGINNING;
    for (int seq = 1; seq <= count; seq++) {
      boolean owes = seq == count && count == 8;
      JournalKind kind = owes ? JournalKind.FOLLOW_UP_OWED : JournalKind.DUPLICATE_RECEIVED;
      String detail =
          StoredJson.write(
              Map.of("visitAt", VISITED.toString(), "dueAt", DUE.toString(), "zone", ZONE));
      JournalRow unsealed =
          new JournalRow(
              journey,
              seq,
              seq,
              kind,
              VISITED,
              "engine",
              detail,
              null,
              null,
              head.hash(),
              new byte[0]);
      byte[] hash = StoredJson.sha256(JournalChain.text(unsealed));
      entries
          .bind("journeyId", journey.value())
          .bind("seq", seq)
          .bind("revision", seq)
          .bind("kind", kind.name())
          .bind("at", VISITED)
          .bind("actor", "engine")
          .bind("detail", detail)
          .bind("prevHash", head.hash())
          .bind("hash", hash)
          .add();
      head = new JournalHead(seq, hash);
    }
    journeys
        .bind("id", journey.value())
        .bind("base", base.value())
        .bind("due", DUE)
        .bind("seq", head.seq())
        .bind("hash", head.hash())
        .add();
  }

  private static final SecurityContext CALLER =
      new SecurityContext() {
        @Override
        public Principal getUserPrincipal() {
          return new Caller("auditor", Role.COMPLIANCE, null);
        }

        @Override
        public boolean isUserInRole(String role) {
          return role.equals(Role.COMPLIANCE);
        }

        @Override
        public boolean isSecure() {
          return true;
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
          return null;
        }
      };
}
