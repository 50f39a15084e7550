package org.patientjourney.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.incident.IncidentRow.IncidentStatus;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.intake.StoreDeliveries;
import org.patientjourney.activities.intake.StoreOutcome;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.activities.pause.PauseRow;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.CallerContext;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.alarm.AlarmResource;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.incident.IncidentResource;
import org.patientjourney.app.incident.IncidentResource.IncidentView;
import org.patientjourney.app.incident.IncidentResource.ResolveView;
import org.patientjourney.app.intake.StoreDeliveryResource;
import org.patientjourney.app.intake.StoreIntake;
import org.patientjourney.app.order.OrderService;
import org.patientjourney.app.pause.PauseResource;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.app.webhook.DeliveryCommands;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.app.webhook.WebhookDeliveryResource.ReplayView;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/**
 * The rules by which the console shows the forms of its lists: shown exactly when the command does
 * something, and what the form says is done. Over all states of one subject; of incidents over
 * generated ones.
 */
@SuppressWarnings("NullAway") // set before all tests; what a resource does not use is not given
class ShownFormsTest {
  private static final Instant NOW = LoneRecord.ORDERED_AT.plus(Duration.ofDays(3));
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final CallerContext CALLER = operations(null);

  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static Jdbi jdbi;
  private static Encryption encryption;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    jdbi = theRecord.jdbi();
    encryption = new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", LoneRecord.KEY)));
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @Test
  void an_alarm_is_acknowledged_once() {
    AlarmResource alarms =
        new AlarmResource(new AlarmStore(jdbi, encryption, CLOCK), given("alarm"), null);
    execute(
        """
        insert into alarm (kind, subject, since, acknowledged_by, acknowledged_at)
        values ('RUN_MISSING', 'open', now(), null, null),
          ('RUN_MISSING', 'done', now(), 'olivia', now())
        """);
    alarms
        .list("false", QueryCheck.NEWEST, CALLER)
        .alarms()
        .forEach(
            alarm ->
                assertThat(
                        changes(
                            "alarm",
                            "alarm_id = " + alarm.alarmId(),
                            () ->
                                alarms.acknowledge(
                                    Long.toString(alarm.alarmId()), command(), CALLER)))
                    .isEqualTo(alarm.acknowledgedAt() == null));
  }

  @Test
  void a_pause_is_begun_and_released_by_whom_its_forms_are_shown_to() {
    Pauses pauses = new Pauses(jdbi, encryption, CLOCK);
    List<String> clinics = List.of(PauseRow.ALL, "cedar", "juniper");
    PauseResource resource =
        new PauseResource(
            pauses, Set.of(new ClinicId("cedar"), new ClinicId("juniper")), given("pause"), null);
    for (int state = 0; state < 8; state++) {
      for (String own : Arrays.asList(null, "cedar")) {
        CallerContext caller = operations(own);
        for (int i = 0; i < 3; i++) {
          if ((state & (1 << i)) > 0) {
            resource.begin(command().put("clinic", clinics.get(i)), CALLER);
          }
        }
        List<String> pausable = resource.pausable(caller);
        for (String clinic : clinics) {
          ObjectNode begin = command().put("clinic", clinic);
          assertThat(changes("pause", "true", () -> resource.begin(begin, caller)))
              .as("%s pauses %s", own, clinic)
              .isEqualTo(pausable.contains(clinic));
        }
        resource
            .list("false", null, CALLER)
            .pauses()
            .forEach(
                pause -> {
                  String id = Long.toString(pause.pauseId());
                  assertThat(
                          changes(
                              "pause",
                              "pause_id = " + id,
                              () -> resource.release(id, command(), caller)))
                      .as("%s releases %s", own, pause)
                      .isEqualTo(resource.isReleasable(pause, caller));
                  resource.release(id, command(), CALLER);
                });
      }
    }
  }

  @Test
  void a_stopped_store_order_is_tried_again_and_no_other() {
    StoreDeliveries deliveries = new StoreDeliveries(jdbi, encryption, CLOCK);
    OrderService orders = new OrderService(null, Map.of(), Map.of(), CLOCK, started -> {});
    StoreIntake intake =
        new StoreIntake(jdbi, deliveries, Map.of(), null, orders, null, false, CLOCK);
    StoreDeliveryResource resource = new StoreDeliveryResource(jdbi, intake, given("intake"));
    for (StoreOutcome outcome : StoreOutcome.values()) {
      byte[] body = ("{" + outcome).getBytes(UTF_8);
      long id =
          deliveries
              .store(new ClinicId("juniper"), StorePlatform.SHOPIFY, "orders/paid", null, body)
              .delivery()
              .id();
      execute("update store_delivery set outcome = ?, problems = '[]' where id = ?", outcome, id);
      assertThat(
              changes(
                  "store_delivery",
                  "id = " + id,
                  () -> resource.retry(Long.toString(id), command(), CALLER)))
          .as(outcome.name())
          .isEqualTo(StoreDeliveryResource.isRetriable(outcome));
    }
  }

  @Test
  void a_delivery_is_assigned_where_its_form_is_shown() {
    JourneyId journey = invited("assigned");
    WebhookDeliveryResource deliveries = deliveries();
    for (Delivered delivered : Delivered.all(journey, theRecord.accept("assigned-before"))) {
      WebhookDeliveryId id = store(delivered, NOW);
      ObjectNode assign = command().put("journeyId", journey.value());
      boolean isShown = WebhookDeliveryResource.isAssignable(deliveries.get(id.toString(), CALLER));
      assertThat(
              changes(
                  "webhook_delivery",
                  "delivery_id = '" + id + "'",
                  () -> deliveries.assign(id.toString(), assign, CALLER)))
          .as("%s", delivered)
          .isEqualTo(isShown);
    }
  }

  @Test
  void deliveries_are_replayed_as_their_form_says() {
    JourneyId journey = invited("replayed");
    WebhookDeliveryResource deliveries = deliveries();
    Instant at = NOW.minus(Duration.ofDays(1));
    for (Delivered delivered : Delivered.all(journey, theRecord.accept("replayed-before"))) {
      WebhookDeliveryId id = store(delivered, at);
      ObjectNode set =
          JsonNodeFactory.instance
              .objectNode()
              .put("since", at.toString())
              .put("until", at.plusMillis(1).toString());
      ReplayView plan = deliveries.replay(set.deepCopy(), CALLER);
      boolean isShown = plan.newFact() + plan.actsOnPatient() > 0;
      assertThat(
              changes(
                  "webhook_delivery",
                  "delivery_id = '" + id + "'",
                  () -> {
                    ObjectNode replay = command().setAll(set);
                    assertThat(deliveries.replay(replay.put("dryRun", false), CALLER).deliveries())
                        .isEqualTo(plan.deliveries());
                  }))
          .as("%s", delivered)
          .isEqualTo(isShown);
      at = at.plusSeconds(1);
    }
  }

  @Test
  void an_incident_releases_what_its_form_says() {
    IncidentStore store = new IncidentStore(jdbi, encryption, CLOCK);
    IncidentResource incidents = new IncidentResource(store, given("incident"), null, () -> {});
    List<String> journeys =
        List.of("a", "b", "c", "d").stream()
            .map(order -> theRecord.accept("incident-" + order).value())
            .toList();
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      IncidentStatus status = List.of(IncidentStatus.values()).get(random.nextInt(3));
      String id = Long.toString(incident(random, status, journeys));
      IncidentView view = incidents.get(id, CALLER);
      long outboxBefore = count("outbox");
      ResolveView planned =
          (ResolveView) incidents.resolve(id, command().put("dryRun", true), CALLER).getEntity();
      boolean isShown = status != IncidentStatus.RESOLVED;
      assertThat(
              changes(
                  "incident",
                  "incident_id = " + id,
                  () -> {
                    ResolveView begun =
                        (ResolveView) incidents.resolve(id, command(), CALLER).getEntity();
                    assertThat(begun.releases()).isEqualTo(planned.releases());
                  }))
          .as("seed " + seed)
          .isEqualTo(isShown);
      assertThat(planned.releases()).as("seed " + seed).hasSize(view.releases());
      assertThat(planned.probe()).isEqualTo(view.nextProbe());
      JourneyId probe = view.nextProbe();
      assertThat(count("outbox") - outboxBefore).isEqualTo(probe == null ? 0 : 1);
      execute("update journey set holds = '{}' where journey_id = ?", String.valueOf(probe));
      if (probe != null) {
        jdbi.useTransaction(handle -> IncidentStore.probeSent(handle, probe, NOW));
      }
      assertThat(count("outbox") - outboxBefore).as("seed " + seed).isEqualTo(view.releases());
      execute("update incident set status = 'RESOLVED' where incident_id = " + id);
    }
  }

  private static long incident(Random random, IncidentStatus status, List<String> journeys) {
    long id =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        insert into incident (clinic, cause, patient_state, status, opened_at, rounds)
                        values ('juniper', 'KEY_REFUSED', '', ?, now(), 2) returning incident_id
                        """)
                    .bind(0, status.name())
                    .mapTo(Long.class)
                    .one());
    for (String journey : journeys) {
      execute(
          """
          update journey set open = ?, cancel_requested = ?, holds = cast(? as text[]),
            meeting_id = ? where journey_id = ?
          """,
          random.nextInt(5) > 0,
          random.nextInt(5) == 0,
          List.of("{KEY_REFUSED}", "{KEY_REFUSED}", "{KEY_REFUSED,HELD_BY_PERSON}", "{}")
              .get(random.nextInt(4)),
          random.nextInt(4) > 0 ? journey : journeys.get(0),
          journey);
      if (random.nextInt(6) > 0) {
        execute(
            "insert into incident_journey values (?, ?, now() + make_interval(secs => ?), ?)",
            id,
            journey,
            random.nextInt(3),
            random.nextInt(3));
      }
    }
    return id;
  }

  /** A delivery in some state. */
  private record Delivered(
      DeliveryState state,
      @Nullable Integer event,
      @Nullable JourneyId journey,
      @Nullable String assignedBy,
      boolean erased,
      JourneyId meeting) {
    static List<Delivered> all(JourneyId journey, JourneyId other) {
      List<Delivered> all = new ArrayList<>();
      for (DeliveryState state : DeliveryState.values()) {
        for (Integer event : Arrays.asList(null, 0, 1)) {
          for (boolean erased : List.of(false, true)) {
            all.add(new Delivered(state, event, null, null, erased, journey));
            all.add(new Delivered(state, event, journey, null, erased, journey));
            all.add(new Delivered(state, event, other, "olivia", erased, journey));
          }
        }
      }
      return all;
    }

    String body() {
      return event == null
          ? "{"
          : """
            {"event":%d,"exam_id":5101,"patient_exam_id":601,"exam_status":"Approved"}"""
              .formatted(event == 0 ? 9 : event);
    }
  }

  private static WebhookDeliveryId store(Delivered delivered, Instant at) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    byte[] key = encryption.newDataKey(WebhookStore.context(id));
    boolean isQuarantined = delivered.state() == DeliveryState.QUARANTINED;
    execute(
        """
        insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, body_key,
          truncated, misencoded, state, event, journey_id, assigned_by, attempts)
        values (?, ?, ?, ?, ?, ?, false, false, ?, ?, ?, ?, 1)
        """,
        id.value(),
        isQuarantined ? null : delivered.meeting().value(),
        isQuarantined ? null : 1,
        at,
        encryption
            .under(key, WebhookStore.context(id))
            .encrypt(delivered.body().getBytes(UTF_8), WebhookStore.context(id)),
        delivered.erased() ? null : key,
        delivered.state().name(),
        delivered.event(),
        Optional.ofNullable(delivered.journey()).map(JourneyId::value).orElse(null),
        delivered.assignedBy());
    return id;
  }

  /** An open journey whose first invite the provider may have. */
  private static JourneyId invited(String order) {
    JourneyId journey = theRecord.accept(order);
    execute(
        """
        insert into invite_attempt (meeting_id, number, exam_ids, state, token_hash, tries, started_at)
        values (?, 1, '{5101}', 'SENT', ?, 0, now())
        """,
        journey.value(),
        order.getBytes(UTF_8));
    return journey;
  }

  private static WebhookDeliveryResource deliveries() {
    ProviderReports reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    StoredDeliveries stored =
        new StoredDeliveries(jdbi, new WebhookStore(jdbi, encryption, 20, CLOCK), reports);
    JournalStore journal = new JournalStore(encryption);
    return new WebhookDeliveryResource(
        stored,
        new DeliveryCommands(jdbi, stored, journal, JourneyPolicy.STANDARD, CLOCK),
        given("delivery"),
        null,
        () -> {});
  }

  /** Whether a command changes rows of a table; one that is refused must not. */
  private static boolean changes(String table, String where, Runnable command) {
    String rows =
        "select coalesce(jsonb_agg(t order by t), '[]') from " + table + " t where " + where;
    String before = text(rows);
    boolean isTaken = true;
    try {
      command.run();
    } catch (WebApplicationException | ErasedException refused) {
      isTaken = false;
    }
    boolean isChanged = !text(rows).equals(before);
    assertThat(isChanged && !isTaken).as("changed though refused").isFalse();
    return isChanged;
  }

  private static SubjectCommands given(String kind) {
    return new SubjectCommands(new GivenCommands(jdbi, encryption, CLOCK), kind);
  }

  private static String text(String query) {
    return jdbi.withHandle(handle -> handle.select(query).mapTo(String.class).one());
  }

  private static long count(String table) {
    return jdbi.withHandle(
        handle -> handle.select("select count(*) from " + table).mapTo(Long.class).one());
  }

  private static void execute(String sql, @Nullable Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }

  private static ObjectNode command() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", UUID.randomUUID().toString())
        .put("reason", "the test says so");
  }

  private static CallerContext operations(@Nullable String clinic) {
    ClinicId own = clinic == null ? null : new ClinicId(clinic);
    return new CallerContext(new Caller("operations", Role.OPERATIONS, own));
  }
}
