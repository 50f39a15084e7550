package org.patientjourney.local.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDelivery;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryFinding;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.CallerContext;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.webhook.DeliveryCommands;
import org.patientjourney.app.webhook.StoredDeliveries;
import org.patientjourney.app.webhook.WebhookDeliveryResource;
import org.patientjourney.app.webhook.WebhookRelay;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.local.Operator;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.policy.JourneyPolicy;

/** A person assigns a delivery that another person or the relay has in hand. */
@SuppressWarnings("NullAway") // set before all tests; what is not used is not given
class AssignmentRaceTest {
  private static final Instant NOW = LoneRecord.ORDERED_AT.plus(Duration.ofDays(3));
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final byte[] BODY = "{\"event\":1,\"exam_status\":\"Approved\"}".getBytes(UTF_8);

  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static Jdbi jdbi;
  private static Encryption encryption;
  private static WebhookStore webhooks;
  private static ProviderReports reports;
  private static WebhookDeliveryDao dao;
  private static WebhookDeliveryResource resource;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    jdbi = theRecord.jdbi();
    dao = theRecord.dao(WebhookDeliveryDao.class);
    encryption = new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", LoneRecord.KEY)));
    webhooks = new WebhookStore(jdbi, encryption, 20, CLOCK);
    reports = new ProviderReports(encryption, new QualiphyWebhookReader());
    StoredDeliveries stored = new StoredDeliveries(jdbi, webhooks, reports);
    resource =
        new WebhookDeliveryResource(
            stored,
            new DeliveryCommands(
                jdbi, stored, new JournalStore(encryption), JourneyPolicy.STANDARD, CLOCK),
            new SubjectCommands(new GivenCommands(jdbi, encryption, CLOCK), "delivery"),
            null,
            () -> {});
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @Test
  void of_two_persons_at_the_same_moment_the_second_is_refused() {
    JourneyId journey = invited("two-persons");
    JourneyId other = invited("two-persons-other");
    WebhookDeliveryId id = putAway(journey, DeliveryState.NEEDS_REVIEW, DeliveryFinding.NO_EXAM);
    CompletableFuture<WebhookDelivery> second;
    try (Handle first = jdbi.open()) {
      first.begin();
      assign(first.attach(WebhookDeliveryDao.class), id, other);
      second = CompletableFuture.supplyAsync(() -> assign(id, journey));
      await().until(() -> isBlocked(first));
      first.commit();
    }

    Throwable refusal = catchThrowable(second::join).getCause();
    assertThat(refusal)
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            refused -> {
              assertThat(refused.getResponse().getStatus()).isEqualTo(409);
              assertThat(((Problem) refused.getResponse().getEntity()).detail())
                  .contains("expected", "found", "GET /webhook-deliveries/" + id);
            });
    assertThat(dao.find(id).orElseThrow().assignedTo()).contains(other);
  }

  @Test
  void a_late_delivery_is_assigned_also_while_it_is_replayed() {
    JourneyId journey = invited("late");
    WebhookDeliveryId id = putAway(journey, DeliveryState.LATE, DeliveryFinding.CHANGES_NOTHING);
    dao.replay(id, NOW);
    assertThat(WebhookDeliveryResource.isAssignable(dao.find(id).orElseThrow())).isTrue();

    assertThat(assign(id, journey).assignedBy()).isEqualTo("olivia");
  }

  /** Else journeys that it is not about are held, or an alarm says that it has none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_relay_leaves_a_delivery_alone_that_a_person_assigns_after_its_claim(boolean isOpen) {
    JourneyId journey = invited("claimed-" + isOpen);
    JourneyId other = invited("claimed-other-" + isOpen);
    execute("update journey set open = ? where journey_id = ?", isOpen, journey.value());
    WebhookDeliveryId id = putAway(journey, DeliveryState.NEEDS_REVIEW, DeliveryFinding.NO_EXAM);
    dao.replay(id, NOW);
    WebhookRelay relay = new WebhookRelay(jdbi, webhooks, reports, null, null, CLOCK);
    WebhookRelay.Claimed claimed =
        relay.claimDue(NOW, Duration.ofSeconds(30), 9).stream()
            .filter(claim -> claim.row().delivery().deliveryId().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(assign(dao, id, other)).isTrue();
    WebhookDelivery assigned = dao.find(id).orElseThrow();

    assertThat(relay.handle(claimed)).isTrue();

    assertThat(dao.find(id)).contains(assigned);
    assertThat(theRecord.alarms(journey)).isEmpty();
  }

  private static WebhookDelivery assign(WebhookDeliveryId id, JourneyId journey) {
    ObjectNode body = Operator.words("c-1").put("journeyId", journey.value());
    Caller olivia = new Caller("olivia", Role.OPERATIONS, null);
    return resource.assign(id.toString(), body, new CallerContext(olivia));
  }

  private static boolean assign(WebhookDeliveryDao dao, WebhookDeliveryId id, JourneyId journey) {
    return dao.assign(id, journey, MeetingId.sentBy(journey), 1, "oscar", NOW);
  }

  private static boolean isBlocked(Handle handle) {
    return handle
        .select("select exists (select 1 from pg_locks where not granted)")
        .mapTo(Boolean.class)
        .one();
  }

  /** A delivery that names no exam and is at rest. */
  private static WebhookDeliveryId putAway(
      JourneyId journey, DeliveryState state, DeliveryFinding finding) {
    WebhookStore.Incoming delivery =
        webhooks.encrypt(tokenOf(journey), BODY, (long) BODY.length, false, false);
    webhooks.store(List.of(delivery));
    JourneyId late = state == DeliveryState.LATE ? journey : null;
    assertThat(dao.finish(delivery.deliveryId(), state, late, 1, finding, NOW)).isTrue();
    return delivery.deliveryId();
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
        tokenOf(journey).hash());
    return journey;
  }

  private static WebhookToken tokenOf(JourneyId journey) {
    return new WebhookToken("token-of-" + journey);
  }

  private static void execute(String sql, Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }
}
