package org.patientjourney.activities;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.callback.Callbacks;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.encryption.TestKeys;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.activities.invite.InviteAttemptRow;
import org.patientjourney.activities.invite.WebhookToken;
import org.patientjourney.activities.journey.JourneyActivitiesImpl;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.journey.RecordWriter;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pdf.FirstTries;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.activities.webhook.WebhookDeliveryDao;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.activities.webhook.WebhookStore.Incoming;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.journal.JournalEntry;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;
import org.patientjourney.workflows.policy.SendHours;
import org.patientjourney.workflows.run.JourneyActivities;
import org.patientjourney.workflows.run.JourneyActivities.JourneyClaim;

/** The stores of one engine, wired as the application wires them, on a clock of the test's. */
public record TestEngine(Jdbi jdbi, FakeClock clock, Encryption encryption, Callbacks callbacks) {
  public static final JourneyPolicy POLICY = JourneyPolicy.STANDARD;

  public static final int QUARANTINE_PER_SENDER = 20;

  public static final FollowUpPolicy FOLLOW_UPS =
      new FollowUpPolicy(Duration.ofDays(21), SendHours.STANDARD, Duration.ofDays(2));

  public static TestEngine on(TestDatabase database) {
    return new TestEngine(
        database.jdbi(), new FakeClock(), TestKeys.encryption(), new Callbacks(Map.of()));
  }

  /** The same with endpoints that are told of journeys. */
  public TestEngine calling(CallbackEndpoint... endpoints) {
    return new TestEngine(
        jdbi,
        clock,
        encryption,
        new Callbacks(Arrays.stream(endpoints).collect(groupingBy(CallbackEndpoint::clinic))));
  }

  public JournalStore journal() {
    return new JournalStore(encryption);
  }

  public OrderStore orders() {
    return orders(Duration.ZERO);
  }

  public OrderStore orders(Duration startsWithin) {
    return new OrderStore(jdbi, encryption, journal(), POLICY, startsWithin, clock);
  }

  public WebhookStore webhooks() {
    return new WebhookStore(jdbi, encryption, QUARANTINE_PER_SENDER, clock);
  }

  public JourneyActivities journeys() {
    return new JourneyActivitiesImpl(jdbi, writer(), clock);
  }

  public RecordWriter writer() {
    return new RecordWriter(
        journal(), pdfLinks(), callbacks, encryption, POLICY, FOLLOW_UPS, Duration.ofDays(365));
  }

  /** Entries of the journal beside a recording. */
  public void append(JourneyId journey, JournalEntry... entries) {
    jdbi.useTransaction(
        handle -> journal().update(handle, JourneyRow.locked(handle, journey), List.of(entries)));
  }

  /** As the first act of a run that is new each time. */
  public JourneyClaim claim(JourneyId journey) {
    return journeys().claim(journey, UUID.randomUUID().toString());
  }

  public JourneyStore reopening() {
    return new JourneyStore(jdbi, journal(), pdfLinks(), writer(), clock);
  }

  public ProviderReports reports() {
    return new ProviderReports(encryption, new QualiphyWebhookReader());
  }

  public PdfLinks pdfLinks() {
    return new PdfLinks(encryption, reports(), FirstTries.none());
  }

  public <T> T dao(Class<T> type) {
    return jdbi.onDemand(type);
  }

  public List<JourneyTerms> plan(Order order) {
    return plan(order, PatientContact.PROVIDER);
  }

  /** The same, with the party that contacts the patients. */
  public List<JourneyTerms> plan(Order order, PatientContact contact) {
    return JourneyTerms.of(
        order,
        TestOrders::kind,
        TestOrders::duty,
        contact,
        ZoneId.of("America/Chicago"),
        clock.instant());
  }

  /** Returns the journeys in the order of their exam ids. */
  public List<JourneyId> accept(Order order) {
    List<JourneyTerms> plan = plan(order);
    orders().accept(order, plan);
    return plan.stream().map(JourneyTerms::journeyId).toList();
  }

  /** An attempt that was started, and that a delivery may name by its token. */
  public WebhookToken startAttempt(MeetingId meeting, int number, Integer... exams) {
    WebhookToken token = new WebhookToken("token-of-" + meeting + "-" + number);
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into invite_attempt (meeting_id, number, state, token_hash, token, tries,
                  started_at, exam_ids)
                values (?, ?, 'STARTED', ?, ?, 0, ?, ?)
                on conflict (meeting_id, number) do update set token_hash = excluded.token_hash
                """,
                meeting,
                number,
                token.hash(),
                new byte[] {1},
                clock.instant(),
                exams));
    return token;
  }

  /** The meeting's first attempt, started with the exams of all its journeys. */
  public InviteAttemptRow attemptOf(MeetingId meeting) {
    Integer[] exams =
        dao(JourneyDao.class).findByMeeting(meeting).stream()
            .map(journey -> journey.examId().value())
            .toArray(Integer[]::new);
    return webhooks().find(startAttempt(meeting, 1, exams)).orElseThrow();
  }

  /** The body of a stored delivery as it came. */
  public byte[] bodyOf(WebhookDeliveryId id) {
    return webhooks().body(dao(WebhookDeliveryDao.class).findWithBody(id).orElseThrow());
  }

  /** Stores a delivery with the token of an attempt. */
  public WebhookDeliveryId deliver(
      InviteAttemptRow attempt, byte[] body, boolean truncated, @Nullable Long size) {
    WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
    String context = WebhookStore.context(id);
    byte[] key = encryption.newDataKey(context);
    byte[] encrypted = encryption.under(key, context).encrypt(body, context);
    deliver(id, attempt.meetingId(), attempt.number(), encrypted, key, truncated, size);
    return id;
  }

  /** Stores a delivery whose body is never read. */
  public void deliver(WebhookDeliveryId id, MeetingId meeting, int attempt, long size) {
    deliver(id, meeting, attempt, new byte[] {1}, new byte[] {1}, false, size);
  }

  private void deliver(
      WebhookDeliveryId id,
      MeetingId meeting,
      int attempt,
      byte[] encrypted,
      byte[] key,
      boolean truncated,
      @Nullable Long size) {
    byte[] tokenHash =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select token_hash from invite_attempt"
                            + " where meeting_id = :meeting and number = :number")
                    .bind("meeting", meeting)
                    .bind("number", attempt)
                    .mapTo(byte[].class)
                    .one());
    webhooks()
        .store(
            List.of(
                new Incoming(
                    id, tokenHash, encrypted, key, size, truncated, false, clock.instant())));
  }

  /** What opens and encrypts the personal data of a journey's order. */
  public Encryption ofOrder(JourneyId journey) {
    return jdbi.withHandle(handle -> new OrderKeys(encryption).toRead(handle, journey));
  }

  public JourneyRow row(JourneyId journey) {
    return dao(JourneyDao.class).find(journey).orElseThrow();
  }

  public List<JournalRow> journalOf(JourneyId journey) {
    return dao(JourneyDao.class).findJournal(journey);
  }

  /** Where the journal of the journey is broken, as PostgreSQL has it. */
  public OptionalLong firstBroken(JourneyId journey) {
    return Audit.find(jdbi, journey).orElseThrow().firstBroken();
  }

  public Moment moment() {
    return new Moment(clock.instant(), POLICY);
  }
}
