package org.patientjourney.activities.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditCheck;
import org.patientjourney.activities.audit.AuditCheck.AuditFinding;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.command.GivenCommands;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.erasure.ErasureOutcome;
import org.patientjourney.activities.erasure.Erasures;
import org.patientjourney.activities.erasure.LegalHoldRow;
import org.patientjourney.activities.erasure.LegalHolds;
import org.patientjourney.activities.journey.TestRecords;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pdf.TestPdfs;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.pdf.PdfCopyId;

@SuppressWarnings("NullAway.Init") // set before each test
class ErasureTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Order ORDER = TestOrders.approvableTwice();
  private static final PatientId PATIENT = ORDER.patient().id();
  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final Origin WHY = new Origin("e-1", "auditor", "the patient has asked for it");
  private static final byte[] BODY = "{\"said\": \"of Canaria\"}".getBytes(UTF_8);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AccessLog log = new AccessLog(engine.jdbi(), engine.encryption(), engine.clock());
  private final PersonalReads reads =
      new PersonalReads(engine.jdbi(), engine.encryption(), engine.reports(), log);
  private final LegalHolds holds =
      new LegalHolds(engine.jdbi(), engine.encryption(), engine.clock());
  private final GivenCommands given =
      new GivenCommands(engine.jdbi(), engine.encryption(), engine.clock());
  private final Erasures erasures =
      new Erasures(
          engine.jdbi(), engine.encryption(), engine.journal(), log, RETENTION, engine.clock());
  private WebhookDeliveryId delivery;
  private PdfCopyId pdf;

  /** Of every kind of personal data something, in two journeys that were closed. */
  @BeforeEach
  void record() {
    engine.accept(ORDER);
    MeetingId meeting = MeetingId.sentBy(SENDER);
    SentInvites.sent(engine, meeting, 1, "https://meeting.example.org/m-1");
    delivery = engine.deliver(SentInvites.attempt(engine, meeting, 1), BODY, false, null);
    pdf = TestPdfs.copied(engine, SENDER, delivery, "%PDF-1.7 Canaria".getBytes(UTF_8));
    engine.orders().correct(ORDER.clinic(), ORDER.orderId(), ORDER.patient(), origin("c-1"));
    engine.append(SENDER, JournalKind.HOLD_RELEASED.at(engine.moment()).by("olivia", "Canaria"));
    engine
        .dao(AlarmDao.class)
        .insertIfAbsent(AlarmKind.RUN_MISSING, SENDER, "run", engine.clock().instant());
    new AlarmStore(engine.jdbi(), engine.encryption(), engine.clock())
        .acknowledge(1, origin("c-2"));
    subjects().forEach(subject -> given.isSame(subject, origin("c-3"), Map.of("command", "x")));
    TestRecords.close(engine, SENDER);
    TestRecords.close(engine, OTHER);
    DATABASE.change("update webhook_delivery set state = 'APPLIED', next_attempt_at = null");
  }

  private Stream<String> subjects() {
    return Stream.of("order:juniper:WC-2", "journey:" + SENDER, "alarm:1", "delivery:" + delivery);
  }

  @Test
  void what_was_erased_is_answered_with_its_instant_and_leaves_a_line() {
    assertThat(reads.order(care(PersonalEndpoint.ORDER_CONTENT), ORDER.clinic(), ORDER.orderId()))
        .isPresent();
    pass(RETENTION);
    Instant erasedAt = engine.clock().instant();
    erase();

    List<Supplier<Object>> all =
        List.of(
            () ->
                reads.order(care(PersonalEndpoint.ORDER_CONTENT), ORDER.clinic(), ORDER.orderId()),
            () -> reads.inviteLink(care(PersonalEndpoint.INVITE_LINK), OTHER),
            () -> reads.deliveryBody(care(PersonalEndpoint.DELIVERY_BODY), delivery),
            () -> reads.pdf(care(PersonalEndpoint.PDF_COPY), pdf),
            () -> reads.timeline(care(PersonalEndpoint.TIMELINE), SENDER),
            () -> reads.auditFile(care(PersonalEndpoint.AUDIT_NOTES), SENDER),
            () -> reads.acknowledgement(care(PersonalEndpoint.ALARM_ACKNOWLEDGEMENT), 1, SENDER),
            () -> reads.consultations(care(PersonalEndpoint.CONSULTATIONS), SENDER, true),
            () -> reads.shipments(care(PersonalEndpoint.SHIPMENTS), SENDER),
            () -> reads.prescriptions(care(PersonalEndpoint.PRESCRIPTIONS), SENDER, true));
    for (Supplier<Object> read : all) {
      assertThatThrownBy(read::get)
          .isInstanceOfSatisfying(
              ErasedException.class, erased -> assertThat(erased.erasedAt()).isEqualTo(erasedAt));
    }
    assertThat(lines())
        .extracting(AccessLine::outcome)
        .filteredOn(AccessLine.Outcome.ABSENT::equals)
        .hasSameSizeAs(all);
    assertThat(lines())
        .filteredOn(line -> line.outcome() == AccessLine.Outcome.ERASED)
        .singleElement()
        .satisfies(line -> assertThat(line.orderId()).isEqualTo(ORDER.orderId()))
        .satisfies(line -> assertThat(line.purpose()).isEqualTo(WHY.reason()));
  }

  @Test
  void the_report_of_a_patient_says_what_is_kept_and_who_read_it() {
    reads.order(care(PersonalEndpoint.ORDER_CONTENT), ORDER.clinic(), ORDER.orderId());
    reads.inviteLink(AccessRequests.backend(PersonalEndpoint.INVITE_LINK), SENDER);
    engine.accept(TestOrders.of(new ClinicId("cedar"), "WC-9", TestOrders.FILLER));

    AccessReport report = report();

    assertThat(report.orders())
        .singleElement()
        .satisfies(order -> assertThat(order.journeys()).hasSize(2))
        .satisfies(order -> assertThat(order.erasedAt()).isNull());
    assertThat(report.kept())
        .allMatch(kept -> kept.number() == kept.readable())
        .extracting(kept -> kept.kind() + " " + kept.number())
        .containsExactly(
            "ALARM_ACKNOWLEDGEMENT 1",
            "COMMAND 4",
            "CORRECTION 1",
            "INVITE_LINK 1",
            "NOTE 1",
            "ORDER 1",
            "PDF_COPY 1",
            "WEBHOOK_DELIVERY 1");
    assertThat(report.reads())
        .extracting(AccessLine::caller, AccessLine::outcome, AccessLine::purpose)
        .containsExactly(
            tuple("front-desk", AccessLine.Outcome.READ, AccessRequests.PURPOSE),
            tuple("shop", AccessLine.Outcome.DENIED, null));
    assertThat(lines().get(lines().size() - 1).endpoint())
        .isEqualTo(PersonalEndpoint.ACCESS_REPORT);
  }

  @Test
  void the_report_says_what_was_erased() {
    pass(RETENTION);
    erase();

    AccessReport report = report();

    assertThat(report.orders().get(0).erasedAt()).isEqualTo(engine.clock().instant());
    assertThat(report.kept()).hasSize(8).allMatch(kept -> kept.readable() == 0);
  }

  private AccessReport report() {
    return reads
        .accessReport(
            new AccessRequest(
                "auditor", "COMPLIANCE", null, PersonalEndpoint.ACCESS_REPORT, true, "asked"),
            ORDER.clinic(),
            PATIENT)
        .orElseThrow();
  }

  @Test
  void journals_hold_and_say_who_erased() {
    pass(RETENTION);
    erase();

    for (JourneyId journey : List.of(SENDER, OTHER)) {
      List<JournalRow> entries = engine.journalOf(journey);
      JournalRow last = entries.get(entries.size() - 1);
      assertThat(last.kind()).isEqualTo(JournalKind.PERSONAL_DATA_ERASED);
      assertThat(last.actor()).isEqualTo("auditor");
      assertThat(last.detail()).isEqualTo("{\"erasure\":\"1\"}");
      assertThat(engine.firstBroken(journey)).isEmpty();
      byte[] file = AuditFile.of(Audit.find(engine.jdbi(), journey).orElseThrow()).getBytes(UTF_8);
      assertThat(AuditCheck.of(file)).isInstanceOf(AuditFinding.Holds.class);
    }
    AccessRequest auditor =
        new AccessRequest(
            "auditor", "COMPLIANCE", null, PersonalEndpoint.ERASURE_REASON, true, "audit");
    assertThat(reads.erasureReason(auditor, 1, ORDER.clinic())).contains(WHY.reason());
  }

  /** A new column of bytes must be named here, and be erased or not. */
  @Test
  void no_key_of_the_patient_is_left() {
    pass(RETENTION);
    erase();

    assertThat(
            DATABASE.texts(
                """
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and data_type = 'bytea'
                  and column_name not like '%hash' and column_name not like '%sha256'
                  and column_name not like '%digest' order by 1
                """))
        .as(
            "encrypted with the order's key (o), with a key of the row (r), cleared (c), or not of one patient (n)")
        .containsExactly(
            "access_log.purpose", // n
            "alarm.acknowledgement", // o, or n without a journey
            "attachment.description", // o
            "erasure.reason", // n
            "exam_order.content", // o
            "given_command.content", // r
            "given_command.content_key",
            "incident.resolution", // n
            "invite_attempt.meeting_url", // c
            "invite_attempt.meeting_uuid", // c
            "invite_attempt.token", // c
            "journal_entry.note", // o
            "legal_hold.reason", // n
            "obligation.waiver", // o
            "order_correction.content", // o
            "order_key.wrapped",
            "pause.reason", // n
            "pdf_copy.content", // c
            "pdf_copy.link", // c
            "provider_refusal.text", // o
            "store_delivery.body", // r
            "store_delivery.body_key",
            "webhook_delivery.body", // r
            "webhook_delivery.body_key");
    assertThat(
            DATABASE.texts(
                """
                select 'order' from order_key where wrapped is not null
                union all select subject from given_command where content_key is not null
                union all select 'delivery' from webhook_delivery where body_key is not null
                union all select 'link' from invite_attempt
                  where num_nonnulls(token, meeting_uuid, meeting_url) > 0
                union all select 'pdf' from pdf_copy where num_nonnulls(content, link) > 0
                """))
        .isEmpty();
  }

  @Test
  void the_same_id_at_another_clinic_is_another_patient() {
    Order others = TestOrders.of(new ClinicId("cedar"), "WC-9", TestOrders.FILLER);
    JourneyId journey = engine.accept(others).get(0);
    pass(RETENTION);
    erase();

    assertThat(engine.orders().get(others.clinic(), others.orderId())).isEqualTo(others);
    assertThat(engine.journalOf(journey)).hasSize(1);
  }

  @Test
  void words_about_an_erased_order_are_not_readable_and_the_chain_holds() {
    pass(RETENTION);
    erase();
    engine.append(SENDER, JournalKind.DELIVERY_REPLAYED.at(engine.moment()).by("olivia", "words"));

    assertThat(engine.firstBroken(SENDER)).isEmpty();
    assertThat(DATABASE.count("order_key where wrapped is not null")).isZero();
  }

  @Test
  void what_comes_later_is_erased_by_another_command() {
    pass(RETENTION);
    erase();
    WebhookDeliveryId late =
        engine.deliver(SentInvites.attempt(engine, MeetingId.sentBy(SENDER), 1), BODY, false, null);
    assertThat(engine.bodyOf(late)).isEqualTo(BODY);
    assertThat(erase()).as("the same command").isInstanceOf(ErasureOutcome.Erased.class);
    assertThat(engine.bodyOf(late)).isEqualTo(BODY);
    assertThat(erase(origin("e-2"))).isInstanceOf(ErasureOutcome.Refused.class);

    DATABASE.change("update webhook_delivery set state = 'LATE'");
    assertThat(erase(origin("e-2"))).isInstanceOf(ErasureOutcome.Erased.class);
    assertThat(engine.dao(WebhookDeliveryDao.class).findWithBody(late).orElseThrow().isErased())
        .isTrue();
  }

  @Test
  void a_legal_hold_prevents_it_until_it_is_released() {
    pass(RETENTION);
    LegalHoldRow hold = holds.set(ORDER.clinic(), PATIENT, origin("h-1"));
    assertThat(holds.set(ORDER.clinic(), PATIENT, origin("h-2"))).isEqualTo(hold);

    assertRefused("legal hold");

    holds.release(hold, origin("h-3"));
    assertThat(erase()).isInstanceOf(ErasureOutcome.Erased.class);
  }

  @Test
  void an_open_journey_prevents_it() {
    pass(RETENTION);
    DATABASE.change("update journey set open = true where journey_id = '" + OTHER + "'");

    assertRefused(OTHER.value());
  }

  @Test
  void the_retention_prevents_it() {
    pass(RETENTION.minusSeconds(1));
    assertRefused("retention.afterClose");

    pass(Duration.ofSeconds(1));
    assertThat(erase()).isInstanceOf(ErasureOutcome.Erased.class);
  }

  @Test
  void a_pdf_that_is_being_copied_prevents_it() {
    pass(RETENTION);
    DATABASE.change("update pdf_copy set state = 'WANTED'");

    assertRefused("under way");
  }

  @Test
  void a_link_in_the_middle_of_its_last_try_prevents_it() {
    pass(RETENTION);
    DATABASE.change(
        "update pdf_copy set state = 'LOST', lost_at = '" + engine.clock().instant() + "'");

    assertRefused("under way");

    pass(Duration.ofHours(2));
    assertThat(erase()).isInstanceOf(ErasureOutcome.Erased.class);
  }

  @Test
  void a_store_delivery_prevents_it_until_it_is_handled_and_is_not_retried_after_it() {
    pass(RETENTION);
    DATABASE.change(
        """
        insert into store_delivery (clinic, platform, content_hash, body, body_key, received_at,
          order_id, attempts, next_attempt_at)
        values ('juniper', 'SHOPIFY', '', '', '', now(), 'WC-2', 0, now())
        """);

    assertRefused("under way");

    DATABASE.change("update store_delivery set next_attempt_at = null, outcome = 'INCOMPLETE'");
    assertThat(erase()).isInstanceOf(ErasureOutcome.Erased.class);
    assertThat(DATABASE.texts("select outcome from store_delivery where body_key is null"))
        .containsExactly("ERASED");
  }

  @Test
  void a_patient_without_an_order_is_not_known() {
    assertThat(
            erasures.erase(
                ORDER.clinic(), new PatientId("C-0"), WHY, care(PersonalEndpoint.ERASURE)))
        .isInstanceOf(ErasureOutcome.NoPatient.class);
  }

  private void assertRefused(String why) {
    String before = DATABASE.dump();
    assertThat(erase())
        .isInstanceOfSatisfying(
            ErasureOutcome.Refused.class, refused -> assertThat(refused.found()).contains(why));
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  private ErasureOutcome erase() {
    return erase(WHY);
  }

  private ErasureOutcome erase(Origin origin) {
    AccessRequest request =
        new AccessRequest(
            origin.actor(), "COMPLIANCE", null, PersonalEndpoint.ERASURE, true, origin.reason());
    return erasures.erase(ORDER.clinic(), PATIENT, origin, request);
  }

  private void pass(Duration time) {
    engine.clock().advance(time);
  }

  private List<AccessLine> lines() {
    return Lines.page(log, new AccessLog.Query(null, null, null, null, 0, 500));
  }

  private static AccessRequest care(PersonalEndpoint endpoint) {
    return AccessRequests.care(endpoint);
  }

  private static Origin origin(String id) {
    return new Origin(id, "olivia", "Canaria called");
  }
}
