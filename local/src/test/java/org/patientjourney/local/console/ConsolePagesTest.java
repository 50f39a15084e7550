package org.patientjourney.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.access.AccessConfiguration;
import org.patientjourney.app.access.AccessConfiguration.AccessKey;
import org.patientjourney.app.access.ClinicLimit;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.access.Sessions;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.command.CommandResource;
import org.patientjourney.app.command.CommandService;
import org.patientjourney.app.command.Offers;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.compliance.AccessLogResource;
import org.patientjourney.app.console.AccessLogPageResource;
import org.patientjourney.app.console.AlarmPageResource;
import org.patientjourney.app.console.DeliveryPageResource;
import org.patientjourney.app.console.FollowUpPageResource;
import org.patientjourney.app.console.FormFilter;
import org.patientjourney.app.console.IncidentPageResource;
import org.patientjourney.app.console.JourneyPageResource;
import org.patientjourney.app.console.LoginResource;
import org.patientjourney.app.console.PageWriter;
import org.patientjourney.app.console.PausePageResource;
import org.patientjourney.app.console.SessionFilter;
import org.patientjourney.app.console.StoreOrderPageResource;
import org.patientjourney.app.console.TodayResource;
import org.patientjourney.app.followup.FollowUpResource;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.intake.StoreDeliveryResource;
import org.patientjourney.app.journey.JourneyResource;
import org.patientjourney.app.journey.Journeys;
import org.patientjourney.app.pause.PauseResource;
import org.patientjourney.app.problem.ProblemMapper;
import org.patientjourney.app.query.KnownParameters;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.app.webhook.DeliveryCommands;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.slf4j.LoggerFactory;

/**
 * The console's pages over a record with many journeys; runs in Temporal are given. {@code
 * -Djourney.pages=100000} measures them and holds each to its goal.
 */
@SuppressWarnings("NullAway") // set before all tests; nothing is given to a run or a store
class ConsolePagesTest {
  private static final int JOURNEYS = Integer.getInteger("journey.pages", 300);
  private static final int MEASURED = 100_000;
  private static final Duration GOAL = Duration.ofMillis(150);
  private static final String KEY = "key-of-operations";
  private static final String KEY_OF_CLINIC = "key-of-juniper";
  private static final String COMPLIANCE = "key-of-compliance";
  private static final Instant NOW = LoneRecord.ORDERED_AT.plus(Duration.ofDays(30));
  private static final Encryption ENCRYPTION =
      new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", LoneRecord.KEY)));
  private static final URI BASE = URI.create("http://journey.example.org/");

  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static ApplicationHandler console;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    JourneyId base = theRecord.accept("base");
    new ManyJourneys(JOURNEYS, NOW, ENCRYPTION).fill(theRecord.jdbi(), base);
    // Only the owner of a table may; PostgreSQL does it by itself within a minute.
    Jdbi.create(theRecord.url(), EmbeddedDatabase.MIGRATOR, "")
        .useHandle(handle -> handle.execute("analyze"));
    console = new ApplicationHandler(pages());
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @Test
  void a_follow_up_past_its_time_and_within_its_grace_is_due_today() {
    String today = html("console", KEY);
    String due = today.substring(today.indexOf("<h2 id=\"follow-ups\">"));
    assertThat(due).contains("juniper:many-000001:5101");
    String overdue =
        today.substring(today.indexOf("<h2 id=\"overdue-follow-ups\">"), today.indexOf(due));
    assertThat(overdue).doesNotContain("juniper:many-000001:5101");
  }

  @Test
  void an_alarm_that_pages_is_shown_with_its_subject_before_newer_ones() {
    theRecord
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into alarm (kind, journey_id, subject, since)
                    select case when n = 1 then 'CONTRADICTION' else 'HOLD_OVERDUE' end,
                      'juniper:many-000007:5101', 'about-' || n, now()
                    from generate_series(1, 60) n
                    """));
    for (String path : List.of("console", "console/alarms")) {
      String page = html(path, KEY);
      assertThat(page).as(path).containsSubsequence("about-1<", "about-60<").contains("about-59<");
      assertThat(page).as(path).doesNotContain("about-2<");
    }
    assertThat(html("console/journeys/juniper:many-000007:5101", KEY)).contains("about-2<");
  }

  @Test
  void every_page_is_shown_and_of_many_journeys_within_its_goal() {
    StringBuilder slow = new StringBuilder();
    for (String path : paths()) {
      String key = path.startsWith("console/access-log") ? COMPLIANCE : KEY;
      check(path, key, slow);
    }
    for (String path : List.of("console", "console/journeys", "console/deliveries")) {
      check(path, KEY_OF_CLINIC, slow);
    }
    assertThat(slow).as("slower than " + GOAL).isEmpty();
  }

  private static List<String> paths() {
    String one = "juniper:many-000007:5101";
    return List.of(
        "console",
        "console/alarms",
        "console/incidents",
        "console/pauses",
        "console/store-orders",
        "console/journeys",
        "console/journeys?open=true&stage=HELD",
        "console/journeys?hold=NEEDS_INPUT",
        "console/journeys?hold=HELD_BY_PERSON",
        "console/journeys?orderId=many-000007",
        "console/journeys?patientId=P-000007",
        "console/journeys?patientExamId=no-such",
        "console/journeys?olderThan=P60D",
        "console/journeys?open=true&dueBefore=" + NOW,
        "console/journeys/" + one,
        "console/follow-ups",
        "console/follow-ups?asOf=2026-12-01",
        "console/follow-ups?from=2026-01-01&until=2026-12-01",
        "console/deliveries",
        "console/deliveries?state=RECEIVED&since=2020-01-01T00:00:00Z",
        "console/deliveries?state=NEEDS_REVIEW",
        "console/deliveries?state=LATE",
        "console/deliveries?state=QUARANTINED",
        "console/deliveries?journey=" + one,
        "console/deliveries/replay?journey=" + one,
        "console/access-log",
        "console/access-log?journey=" + one,
        "console/access-log?limit=500");
  }

  private static void check(String path, String key, StringBuilder slow) {
    boolean isMeasured = JOURNEYS >= MEASURED;
    int rounds = isMeasured ? 60 : 1;
    String session = session(key);
    long[] nanos = new long[rounds];
    for (int i = isMeasured ? -20 : 0; i < rounds; i++) {
      long began = System.nanoTime();
      ContainerResponse answer = get(path, session);
      long took = System.nanoTime() - began;
      assertThat(answer.getStatus()).as(path).isEqualTo(200);
      if (i >= 0) {
        nanos[i] = took;
      }
    }
    Arrays.sort(nanos);
    Duration p95 = Duration.ofNanos(nanos[(int) Math.ceil(rounds * 0.95) - 1]);
    if (isMeasured) {
      LoggerFactory.getLogger(ConsolePagesTest.class)
          .warn("p95 {} ms of {} as {}", p95.toMillis(), path, key);
      if (p95.compareTo(GOAL) > 0) {
        slow.append(path).append(' ').append(p95.toMillis()).append(" ms; ");
      }
    }
  }

  private static String html(String path, String key) {
    ContainerResponse answer = get(path, session(key));
    assertThat(answer.getStatus()).isEqualTo(200);
    return answer.getEntity().toString();
  }

  private static String session(String key) {
    ContainerRequest login = request("POST", "console/login");
    login.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
    login.setEntityStream(new ByteArrayInputStream(("key=" + key).getBytes(UTF_8)));
    return answer(login).getCookies().values().stream()
        .findFirst()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .orElseThrow();
  }

  private static ContainerResponse get(String path, String session) {
    ContainerRequest request = request("GET", path);
    request.header(HttpHeaders.COOKIE, session);
    return answer(request);
  }

  private static ContainerRequest request(String method, String path) {
    ContainerRequest request =
        new ContainerRequest(
            BASE, BASE.resolve(path), method, null, new MapPropertiesDelegate(), null);
    request.header(HttpHeaders.ACCEPT, "text/html");
    return request;
  }

  private static ContainerResponse answer(ContainerRequest request) {
    try {
      return console.apply(request).get();
    } catch (ExecutionException e) {
      throw new AssertionError("expected an answer, found a failure", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static ResourceConfig pages() {
    Jdbi jdbi = theRecord.jdbi();
    Encryption encryption = ENCRYPTION;
    InstantSource clock = InstantSource.fixed(NOW);
    ProviderReports reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    AccessLog log = new AccessLog(jdbi, encryption, clock);
    PersonalReads reads = new PersonalReads(jdbi, encryption, reports, log);
    GivenCommands given = new GivenCommands(jdbi, encryption, clock);
    IncidentStore incidentStore = new IncidentStore(jdbi, encryption, clock);
    JourneyPolicy policy = JourneyPolicy.STANDARD;
    Journeys journeys = new Journeys(jdbi, policy);
    CommandService service =
        new CommandService(
            journeys,
            null,
            null,
            theRecord.journeys(),
            incidentStore,
            new SubjectCommands(given, "journey"),
            () -> {});
    Offers offers = new Offers(service, id -> Presence.RUNNING, policy, clock);
    AlarmResource alarms =
        new AlarmResource(
            new AlarmStore(jdbi, encryption, clock), new SubjectCommands(given, "alarm"), reads);
    IncidentResource incidents =
        new IncidentResource(
            incidentStore, new SubjectCommands(given, "incident"), reads, () -> {});
    FollowUpResource followUps = new FollowUpResource(jdbi, reads, clock);
    StoredDeliveries stored =
        new StoredDeliveries(jdbi, new WebhookStore(jdbi, encryption, 20, clock), reports);
    WebhookDeliveryResource deliveries =
        new WebhookDeliveryResource(
            stored,
            new DeliveryCommands(jdbi, stored, new JournalStore(encryption), policy, clock),
            new SubjectCommands(given, "delivery"),
            reads,
            () -> {});
    AccessConfiguration access =
        new AccessConfiguration(
            List.of(
                key("operations", Role.OPERATIONS, null, KEY),
                key("juniper", Role.OPERATIONS, new ClinicId("juniper"), KEY_OF_CLINIC),
                key("compliance", Role.COMPLIANCE, null, COMPLIANCE)));
    Sessions sessions = new Sessions(access, encryption, clock, false);
    JourneyResource list = new JourneyResource(journeys, clock);
    return new ResourceConfig()
        .register(new ProblemMapper())
        .register(new SessionFilter(sessions))
        .register(new FormFilter())
        .register(new PageWriter())
        .register(new LoginResource(sessions))
        .register(RolesAllowedDynamicFeature.class)
        .register(ClinicLimit.class)
        .register(KnownParameters.class)
        .register(new TodayResource(journeys, alarms, incidents, followUps, clock))
        .register(new AlarmPageResource(alarms))
        .register(new IncidentPageResource(incidents))
        .register(
            new PausePageResource(
                new PauseResource(
                    new Pauses(jdbi, encryption, clock),
                    Set.of(new ClinicId("juniper")),
                    new SubjectCommands(given, "pause"),
                    reads)))
        .register(
            new StoreOrderPageResource(
                new StoreDeliveryResource(jdbi, null, new SubjectCommands(given, "intake"))))
        .register(
            new JourneyPageResource(
                list, journeys, new CommandResource(journeys, service), offers, ""))
        .register(new FollowUpPageResource(followUps, clock))
        .register(new DeliveryPageResource(deliveries, clock))
        .register(new AccessLogPageResource(new AccessLogResource(log), clock));
  }

  private static AccessKey key(String name, String role, ClinicId clinic, String key) {
    return new AccessKey(name, role, clinic, LocalKeys.hash(key));
  }
}
