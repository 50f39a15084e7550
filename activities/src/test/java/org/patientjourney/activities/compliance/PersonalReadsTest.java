package org.patientjourney.activities.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patientjourney.activities.compliance.AccessRequests.backend;
import static org.patientjourney.activities.compliance.AccessRequests.care;
import static org.patientjourney.activities.compliance.AccessRequests.careOf;
import static org.patientjourney.activities.compliance.PersonalEndpoint.DELIVERY_BODY;
import static org.patientjourney.activities.compliance.PersonalEndpoint.INVITE_LINK;
import static org.patientjourney.activities.compliance.PersonalEndpoint.ORDER_CONTENT;
import static org.patientjourney.activities.compliance.PersonalEndpoint.PDF_COPY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.compliance.AccessLog.AccessLine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.erasure.LegalHolds;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.incident.IncidentDao;
import org.patientjourney.activities.incident.IncidentStore;
import org.patientjourney.activities.invite.RefusalStore;
import org.patientjourney.activities.invite.RefusalStore.ProviderCall;
import org.patientjourney.activities.invite.RefusalStore.Refusal;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pause.Pauses;
import org.patientjourney.activities.pdf.TestPdfs;
import org.patientjourney.activities.record.ObligationRow;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.effect.Obligation;
import org.patientjourney.workflows.effect.Visit;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.pdf.PdfCopyId;

@SuppressWarnings("NullAway.Init") // set before each test
class PersonalReadsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Order ORDER = TestOrders.approvableTwice();
  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final ClinicId CEDAR = new ClinicId("cedar");
  private static final byte[] PDF = "%PDF-1.7 Canaria".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BODY = "{\"said\": \"of Canaria\"}".getBytes(StandardCharsets.UTF_8);

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AccessLog log = new AccessLog(engine.jdbi(), engine.encryption(), engine.clock());
  private final PersonalReads reads =
      new PersonalReads(engine.jdbi(), engine.encryption(), engine.reports(), log);
  private WebhookDeliveryId delivery;
  private PdfCopyId pdf;

  /** Two journeys of one meeting, whose invite was sent and answered by a delivery. */
  @BeforeEach
  void record() {
    engine.accept(ORDER);
    SentInvites.sent(engine, new MeetingId(SENDER.value()), 1, "https://meeting.example.org/m-1");
    delivery =
        engine.deliver(
            SentInvites.attempt(engine, new MeetingId(SENDER.value()), 1), BODY, false, null);
    waive();
    pdf = TestPdfs.copied(engine, SENDER, delivery, PDF);
    giveReasons();
  }

  /** Of all that a person gives a reason for. */
  private void giveReasons() {
    Instant now = engine.clock().instant();
    engine.dao(AlarmDao.class).insertIfAbsent(AlarmKind.RUN_MISSING, SENDER, "run", now);
    new AlarmStore(engine.jdbi(), engine.encryption(), engine.clock())
        .acknowledge(1, new Origin("c-1", "olivia", "Canaria called"));
    engine.dao(IncidentDao.class).openIfAbsent(ORDER.clinic(), HoldReason.KEY_REFUSED, "", now);
    byte[] words =
        engine.encryption().encryptText("Canaria's key is new", IncidentStore.context(1));
    engine.dao(IncidentDao.class).nextRound(1, "olivia", "c-2", words);
    Pauses pauses = new Pauses(engine.jdbi(), engine.encryption(), engine.clock());
    pauses.begin(ORDER.clinic().value(), new Origin("c-3", "olivia", "Canaria's order is wrong"));
    giveReasonsOfPatient();
  }

  private void giveReasonsOfPatient() {
    PatientId patient = ORDER.patient().id();
    new LegalHolds(engine.jdbi(), engine.encryption(), engine.clock())
        .set(ORDER.clinic(), patient, new Origin("c-4", "olivia", "Canaria sues"));
    String context = PersonalReads.reasonContext("erasure", ORDER.clinic(), patient, "c-5");
    engine
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into erasure (clinic, patient_id, command_id, reason, erased_at, erased_by)
                    values (?, ?, 'c-5', ?, now(), 'olivia')
                    """,
                    ORDER.clinic().value(),
                    patient.value(),
                    engine.encryption().encryptText("Canaria has asked", context)));
  }

  private void waive() {
    FollowUpDao followUps = engine.dao(FollowUpDao.class);
    Instant now = engine.clock().instant();
    ObligationRow owed =
        new ObligationRow(
            SENDER,
            Obligation.Kind.FOLLOW_UP,
            Owner.ENGINE,
            now,
            now,
            now,
            ObligationStatus.OPEN,
            null,
            null);
    ExamId followUp = new ExamId(TestOrders.FOLLOW_UP);
    followUps.owe(owed, null, followUp, Visit.Basis.CONSULTATION, "America/Chicago", now);
    byte[] words =
        engine.ofOrder(SENDER).encryptText("Canaria moved", OwedFollowUp.waiverContext(SENDER));
    followUps.end(SENDER, ObligationStatus.WAIVED, now, "", "care", "medical-director", words);
  }

  @AfterEach
  void allowInsert() {
    DATABASE.change("grant insert on access_log to journey_app");
  }

  @Test
  void an_order_is_read_as_it_was_posted_and_leaves_a_line() {
    assertThat(reads.order(care(ORDER_CONTENT), ORDER.clinic(), ORDER.orderId())).contains(ORDER);

    assertThat(onlyLine())
        .isEqualTo(
            new AccessLine(
                1,
                engine.clock().instant(),
                "front-desk",
                "CARE",
                null,
                ORDER_CONTENT,
                AccessLine.Outcome.READ,
                ORDER.clinic(),
                ORDER.orderId(),
                null,
                null,
                AccessRequests.PURPOSE));
  }

  @Test
  void each_journey_of_a_meeting_has_its_link() {
    InviteLink link = new InviteLink.Known("https://meeting.example.org/m-1");
    assertThat(reads.inviteLink(care(INVITE_LINK), OTHER)).contains(link);

    assertThat(onlyLine().journeyId()).isEqualTo(OTHER);
    assertThat(onlyLine().orderId()).isEqualTo(ORDER.orderId());
    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.READ);
  }

  @Test
  void the_link_of_a_later_attempt_without_the_exam_is_not_its_own() {
    SentInvites.sent(engine, new MeetingId(SENDER.value()), 2, "https://meeting.example.org/m-2");
    DATABASE.change("update invite_attempt set exam_ids = '{5101}' where number = 2");

    assertThat(reads.inviteLink(care(INVITE_LINK), OTHER))
        .contains(new InviteLink.Known("https://meeting.example.org/m-1"));
    assertThat(reads.inviteLink(care(INVITE_LINK), SENDER))
        .contains(new InviteLink.Known("https://meeting.example.org/m-2"));
  }

  @Test
  void reads_a_body_byte_by_byte_and_logs_its_subject() {
    assertThat(reads.deliveryBody(care(DELIVERY_BODY), delivery)).contains(BODY);

    assertThat(onlyLine().deliveryId()).isEqualTo(delivery);
    assertThat(onlyLine().clinic()).isEqualTo(ORDER.clinic());
    assertThat(onlyLine().orderId()).isEqualTo(ORDER.orderId());
  }

  @Test
  void a_pdf_is_read_byte_by_byte_and_leaves_a_line() {
    assertThat(reads.pdf(care(PDF_COPY), pdf)).contains(PDF);

    assertThat(onlyLine().journeyId()).isEqualTo(SENDER);
    assertThat(onlyLine().orderId()).isEqualTo(ORDER.orderId());
    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.READ);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HISTORY_PAYLOADS", "ERASURE", "ACCESS_LOG"})
  void a_wrong_role_reads_nothing_and_is_logged(PersonalEndpoint endpoint) {
    assertThat(read(backend(endpoint))).isEmpty();

    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.DENIED);
    assertThat(onlyLine().purpose()).isNull();
    assertThat(onlyLine().clinic()).isEqualTo(ORDER.clinic());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HISTORY_PAYLOADS", "ERASURE", "ACCESS_LOG"})
  void a_key_of_another_clinic_reads_nothing_and_leaves_a_line(PersonalEndpoint endpoint) {
    assertThat(read(careOf(CEDAR, endpoint))).isEmpty();

    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.DENIED);
    assertThat(onlyLine().callerClinic()).isEqualTo(CEDAR);
    assertThat(onlyLine().clinic()).isEqualTo(ORDER.clinic());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HISTORY_PAYLOADS", "ERASURE", "ACCESS_LOG"})
  void a_key_of_the_clinic_reads(PersonalEndpoint endpoint) {
    assertThat(read(careOf(ORDER.clinic(), endpoint))).isPresent();

    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.READ);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ERASURE", "ACCESS_LOG"})
  void reads_nothing_without_a_log_line(PersonalEndpoint endpoint) {
    DATABASE.change("revoke insert on access_log from journey_app");

    assertThatThrownBy(() -> read(care(endpoint)))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageNotContaining("Canaria");
    assertThat(DATABASE.count("access_log")).isZero();
  }

  @Test
  void reads_notes_and_refusals_with_the_journal() {
    JournalEntry held =
        JournalKind.HELD_BY_PERSON.at(engine.moment()).by("olivia", "Canaria asked");
    engine.append(SENDER, held);
    engine
        .jdbi()
        .useTransaction(
            handle -> {
              new RefusalStore(engine.encryption())
                  .keep(
                      handle,
                      SENDER,
                      ProviderCall.INVITE,
                      "http 403: no Canaria here",
                      engine.clock().instant());
            });
    PersonalReads.Timeline timeline =
        reads.timeline(care(PersonalEndpoint.TIMELINE), SENDER).orElseThrow();

    assertThat(timeline.entries())
        .extracting(PersonalReads.NotedEntry::note)
        .endsWith("Canaria asked");
    assertThat(timeline.refusals())
        .containsExactly(
            new Refusal(
                engine.clock().instant(), ProviderCall.INVITE, "http 403: no Canaria here"));
    assertThat(reads.acknowledgement(care(PersonalEndpoint.ALARM_ACKNOWLEDGEMENT), 1, SENDER))
        .contains("Canaria called");
    assertThat(reads.resolution(care(PersonalEndpoint.INCIDENT_RESOLUTION), 1, ORDER.clinic()))
        .contains("Canaria's key is new");
  }

  @Test
  void logs_reads_of_data_that_does_not_exist() {
    WebhookDeliveryId noDelivery = new WebhookDeliveryId(new UUID(1, 1));
    OrderId noOrder = new OrderId("WC-0");
    JourneyId noJourney = new JourneyId("juniper:WC-0:5101");
    assertThat(reads.order(care(ORDER_CONTENT), ORDER.clinic(), noOrder)).isEmpty();
    assertThat(reads.inviteLink(care(INVITE_LINK), noJourney)).isEmpty();
    assertThat(reads.deliveryBody(care(DELIVERY_BODY), noDelivery)).isEmpty();
    PdfCopyId noPdf = new PdfCopyId(SENDER, "0".repeat(64));
    assertThat(reads.pdf(care(PDF_COPY), noPdf)).isEmpty();

    assertThat(Lines.all(log))
        .extracting(AccessLine::outcome)
        .containsOnly(AccessLine.Outcome.ABSENT);
    assertThat(Lines.all(log)).hasSize(4);
  }

  @Test
  void a_delivery_that_does_not_exist_is_denied_to_a_key_of_one_clinic() {
    WebhookDeliveryId nothing = new WebhookDeliveryId(new UUID(1, 1));
    assertThat(reads.deliveryBody(careOf(CEDAR, DELIVERY_BODY), nothing)).isEmpty();

    assertThat(onlyLine().outcome()).isEqualTo(AccessLine.Outcome.DENIED);
    assertThat(onlyLine().clinic()).isNull();
  }

  /** They do not say whose they are. */
  @Test
  void payloads_of_histories_are_opened_neither_for_a_key_of_one_clinic_nor_for_a_wrong_role() {
    AtomicInteger opened = new AtomicInteger();
    AccessRequest ofClinic = careOf(ORDER.clinic(), PersonalEndpoint.HISTORY_PAYLOADS);
    AccessRequest ofBackend = backend(PersonalEndpoint.HISTORY_PAYLOADS);
    assertThat(reads.historyPayloads(ofClinic, opened::incrementAndGet)).isEmpty();
    assertThat(reads.historyPayloads(ofBackend, opened::incrementAndGet)).isEmpty();

    assertThat(opened).hasValue(0);
    assertThat(Lines.all(log))
        .hasSize(2)
        .extracting(AccessLine::outcome)
        .containsOnly(AccessLine.Outcome.DENIED);
  }

  @Test
  void stores_neither_purpose_nor_data_in_clear_text() {
    Set<PersonalEndpoint> all =
        EnumSet.complementOf(EnumSet.of(PersonalEndpoint.ERASURE, PersonalEndpoint.ACCESS_LOG));
    all.forEach(endpoint -> read(care(endpoint)));

    assertThat(DATABASE.count("access_log")).isEqualTo(all.size());
    assertThat(DATABASE.dump()).doesNotContain("Canaria", "meeting.example.org");
  }

  private Optional<?> read(AccessRequest request) {
    Function<AccessRequest, Optional<?>> reading =
        switch (request.endpoint()) {
          case ORDER_CONTENT -> asked -> reads.order(asked, ORDER.clinic(), ORDER.orderId());
          case INVITE_LINK -> asked -> reads.inviteLink(asked, SENDER);
          case DELIVERY_BODY -> asked -> reads.deliveryBody(asked, delivery);
          case CONSULTATIONS -> asked -> reads.consultations(asked, SENDER, false);
          case PRESCRIPTIONS -> asked -> reads.prescriptions(asked, SENDER, false);
          case SHIPMENTS -> asked -> reads.shipments(asked, SENDER);
          case FOLLOW_UP_WAIVER -> asked -> reads.waiver(asked, SENDER);
          case FOLLOW_UP_CERTIFICATE -> asked -> certificate(asked);
          case PDF_COPY -> asked -> reads.pdf(asked, pdf);
          case TIMELINE -> asked -> reads.timeline(asked, SENDER);
          case AUDIT_NOTES -> asked -> reads.auditFile(asked, SENDER);
          case ALARM_ACKNOWLEDGEMENT -> asked -> reads.acknowledgement(asked, 1, SENDER);
          case INCIDENT_RESOLUTION -> asked -> reads.resolution(asked, 1, ORDER.clinic());
          case PAUSE_REASON -> asked -> reads.pauseReason(asked, 1, ORDER.clinic());
          case ERASURE_REASON -> asked -> reads.erasureReason(asked, 1, ORDER.clinic());
          case LEGAL_HOLD_REASON -> asked -> reads.legalHoldReason(asked, 1, ORDER.clinic());
          case HISTORY_PAYLOADS -> asked -> reads.historyPayloads(asked, () -> "Canaria");
          case JOURNAL_EXPORT -> asked -> certificate(asked);
          case ACCESS_REPORT ->
              asked -> reads.accessReport(asked, ORDER.clinic(), ORDER.patient().id());
          case ACCESS_LOG, ERASURE -> throw new IllegalArgumentException("see their own tests");
        };
    return reading.apply(request);
  }

  private Optional<?> certificate(AccessRequest asked) {
    return reads.archive(asked, ORDER.clinic()) ? Optional.of("made") : Optional.empty();
  }

  private AccessLine onlyLine() {
    assertThat(Lines.all(log)).hasSize(1);
    return Lines.all(log).get(0);
  }
}
