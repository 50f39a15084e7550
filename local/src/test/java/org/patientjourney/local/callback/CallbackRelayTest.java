package org.patientjourney.local.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.activities.callback.CallbackDao;
import org.patientjourney.activities.callback.CallbackDao.EndpointRow;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.CallbackMessages;
import org.patientjourney.activities.callback.CallbackRow;
import org.patientjourney.activities.callback.CallbackRow.Told;
import org.patientjourney.activities.callback.CallbackSender;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.app.callback.CallbackRelay;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** How an endpoint that fails is treated: on a record alone, with a clock of the test's. */
class CallbackRelayTest {
  private static final Duration DISABLE_AFTER = Duration.ofDays(5);

  @TempDir private static Path data;
  private static LoneRecord theRecord;
  private static JourneyId journey;

  private Instant now = LoneRecord.ORDERED_AT;
  private Receiver receiver;
  private CallbackSender sender;
  private CallbackRelay relay;
  private CallbackDao callbacks;

  @BeforeAll
  static void start() throws Exception {
    theRecord = new LoneRecord(data);
    journey = theRecord.accept("told");
  }

  @AfterAll
  static void stop() throws Exception {
    theRecord.close();
  }

  @BeforeEach
  void receive() throws Exception {
    receiver = new Receiver();
    sender = new CallbackSender(false, InstantSource.system());
    callbacks = theRecord.dao(CallbackDao.class);
    CallbackEndpoint endpoint =
        new CallbackEndpoint(
            new ClinicId("juniper"),
            "shop-" + UUID.randomUUID(),
            receiver.url(),
            List.of(Receiver.SECRET));
    relay =
        new CallbackRelay(theRecord.jdbi(), endpoint, messages(), sender, DISABLE_AFTER, () -> now);
  }

  @AfterEach
  void close() {
    sender.close();
    receiver.close();
  }

  private static CallbackMessages messages() {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Encryption encryption = new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", key)));
    return new CallbackMessages(
        new PersonalReads(
            theRecord.jdbi(),
            encryption,
            new ProviderReports(encryption, new QualiphyWebhookReader()),
            new AccessLog(theRecord.jdbi(), encryption, () -> LoneRecord.ORDERED_AT)));
  }

  @Test
  void an_endpoint_that_fails_pauses_longer_each_time_and_then_gets_its_message() {
    tell(CallbackKind.HELD);
    receiver.willAnswer(500);
    assertThat(look()).isEqualTo(1);
    assertThat(look()).as("it pauses").isZero();
    pass(Duration.ofSeconds(1));
    assertThat(look()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(look()).as("for two seconds now").isZero();
    pass(Duration.ofSeconds(1));
    receiver.willAnswer(200);
    assertThat(look()).isEqualTo(1);

    assertThat(receiver.received()).hasSize(3);
    assertThat(receiver.received()).extracting(Receiver.Received::id).containsOnly(id());
    assertThat(health().failingSince()).isNull();
    assertThat(waiting()).isZero();
  }

  @Test
  void after_a_failure_the_rest_of_a_batch_is_given_back() {
    tell(CallbackKind.HELD);
    JourneyId other = acceptOther();
    tell(other, CallbackKind.HELD);
    receiver.willAnswer(503);
    List<CallbackRow> batch = relay.claimDue(now, Duration.ZERO, 4);
    assertThat(batch).hasSize(2);
    batch.forEach(relay::handle);

    assertThat(receiver.received()).hasSize(1);
    pass(Duration.ofSeconds(1));
    receiver.willAnswer(200);
    look();
    assertThat(receiver.received()).hasSize(3);
    assertThat(waiting()).isZero();
  }

  @Test
  void an_endpoint_that_fails_for_days_is_disabled_with_an_alarm_and_keeps_its_messages() {
    tell(CallbackKind.HELD);
    receiver.willAnswer(500);
    look();
    pass(DISABLE_AFTER.minusSeconds(1));
    look();
    assertThat(health().disabledAt()).isNull();
    pass(Duration.ofHours(1));
    look();

    assertThat(health().disabledAt()).isEqualTo(now);
    assertThat(alarms())
        .extracting(AlarmRow::kind, AlarmRow::subject)
        .contains(tuple(AlarmKind.CALLBACKS_STOPPED, relay.endpoint().id()));
    pass(Duration.ofDays(30));
    assertThat(look()).isZero();
    assertThat(waiting()).isEqualTo(1);

    callbacks.enable(relay.endpoint().id(), now);
    receiver.willAnswer(200);
    assertThat(look()).isEqualTo(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void gone_disables_at_once() {
    tell(CallbackKind.HELD);
    receiver.willAnswer(410);
    look();
    assertThat(health().disabledAt()).isEqualTo(now);
  }

  @Test
  void a_message_that_alone_is_refused_holds_back_its_journey_and_no_other() {
    tell(CallbackKind.HELD);
    tell(CallbackKind.RELEASED);
    receiver.willAnswer(400);
    look();
    pass(Duration.ofSeconds(1));
    receiver.willAnswer(200);
    JourneyId other = acceptOther();
    tell(other, CallbackKind.CLOSED);
    List<CallbackRow> due = relay.claimDue(now, Duration.ZERO, 4);
    assertThat(due)
        .extracting(CallbackRow::kind)
        .containsExactlyInAnyOrder(CallbackKind.HELD, CallbackKind.CLOSED);
  }

  private void tell(CallbackKind kind) {
    tell(journey, kind);
  }

  private void tell(JourneyId about, CallbackKind kind) {
    JourneyState state = theRecord.dao(JourneyDao.class).find(about).orElseThrow().state();
    Told told = new Told(1, Stage.HELD, state.facets(), List.of(), null, List.of());
    callbacks.insert(
        UUID.randomUUID(), relay.endpoint().id(), about, kind, StoredJson.write(told), now);
  }

  private static JourneyId acceptOther() {
    return theRecord.accept("other-" + UUID.randomUUID());
  }

  /** What a thread of the relay does at each turn. */
  private int look() {
    List<CallbackRow> due = relay.claimDue(now, Duration.ZERO, 4);
    due.forEach(relay::handle);
    return due.size();
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }

  private String id() {
    return page().get(0).callbackId().toString();
  }

  private long waiting() {
    return page().stream().filter(row -> row.nextAttemptAt() != null).count();
  }

  private List<CallbackRow> page() {
    return callbacks.findPage(null, null, false, Long.MAX_VALUE, 99).stream()
        .filter(row -> row.endpoint().equals(relay.endpoint().id()))
        .toList();
  }

  private EndpointRow health() {
    return callbacks.findEndpoint(relay.endpoint().id()).orElseThrow();
  }

  private static List<AlarmRow> alarms() {
    return theRecord.dao(AlarmDao.class).findPage(true, null, new String[0], Long.MAX_VALUE, 99);
  }
}
