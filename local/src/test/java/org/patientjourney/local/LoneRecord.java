package org.patientjourney.local;

import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.callback.Callbacks;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.database.Database.DatabaseLogin;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.followup.FollowUpPolicy;
import org.patientjourney.activities.journey.JourneyStore;
import org.patientjourney.activities.journey.RecordWriter;
import org.patientjourney.activities.order.OrderStore;
import org.patientjourney.activities.pdf.FirstTries;
import org.patientjourney.activities.pdf.PdfLinks;
import org.patientjourney.activities.qualiphy.webhook.QualiphyWebhookReader;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.report.ProviderReports;
import org.patientjourney.local.system.EmbeddedDatabase;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.SendHours;

/** PostgreSQL with orders in it, and nothing that does anything about them. */
public final class LoneRecord implements AutoCloseable {
  public static final Instant ORDERED_AT = Instant.parse("2026-03-02T15:00:00Z");

  /** Encrypts it, as {@code k1}. */
  public static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final EmbeddedDatabase postgres;
  private final Database database;
  private final OrderStore orders;
  private final JourneyStore journeys;

  public LoneRecord(Path data) throws Exception {
    postgres = TestDatabase.start(data.resolve("postgres"));
    database = new Database(login(EmbeddedDatabase.APPLICATION), 2);
    Encryption encryption = new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", KEY)));
    orders =
        new OrderStore(
            database.jdbi(),
            encryption,
            new JournalStore(encryption),
            JourneyPolicy.STANDARD,
            Duration.ZERO,
            () -> ORDERED_AT);
    journeys = journeys(encryption);
  }

  private JourneyStore journeys(Encryption encryption) {
    JournalStore journal = new JournalStore(encryption);
    PdfLinks pdfs =
        new PdfLinks(
            encryption,
            new ProviderReports(encryption, new QualiphyWebhookReader()),
            FirstTries.none());
    FollowUpPolicy followUps =
        new FollowUpPolicy(Duration.ofDays(21), SendHours.STANDARD, Duration.ofDays(2));
    RecordWriter writer =
        new RecordWriter(
            journal,
            pdfs,
            new Callbacks(Map.of()),
            encryption,
            JourneyPolicy.STANDARD,
            followUps,
            Duration.ofDays(365));
    return new JourneyStore(database.jdbi(), journal, pdfs, writer, () -> ORDERED_AT);
  }

  public JourneyStore journeys() {
    return journeys;
  }

  /** One good faith exam is ordered; its start row waits for ever. */
  public JourneyId accept(String orderId) {
    Order order =
        new Order(
            new OrderId(orderId),
            new ClinicId("juniper"),
            null,
            patient(),
            null,
            List.of(new OrderedExam(new ExamId(5101), List.of(), null)),
            null,
            null);
    List<JourneyTerms> plan =
        JourneyTerms.of(
            order,
            exam -> ExamKind.GOOD_FAITH,
            exam -> null,
            PatientContact.PROVIDER,
            ZoneOffset.UTC,
            ORDERED_AT);
    orders.accept(order, plan);
    return plan.get(0).journeyId();
  }

  public String url() {
    return postgres.url();
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  public <T> T dao(Class<T> type) {
    return jdbi().onDemand(type);
  }

  public Instant dueAt(JourneyId journey) {
    return Objects.requireNonNull(
        dao(JourneyDao.class).find(journey).orElseThrow().nextDueAt(), "an open journey is due");
  }

  /** Kind and subject of each. */
  public List<Tuple> alarms(JourneyId journey) {
    return dao(AlarmDao.class).findPage(true, null, new String[0], Long.MAX_VALUE, 99).stream()
        .filter(alarm -> journey.equals(alarm.journeyId()))
        .map(alarm -> tuple(alarm.kind(), alarm.subject()))
        .toList();
  }

  /** All alarms of the journey, as operations do. */
  public void acknowledge(JourneyId journey) {
    AlarmDao dao = dao(AlarmDao.class);
    dao.findOpenOf(new String[] {journey.value()})
        .forEach(alarm -> dao.acknowledge(alarm.alarmId(), "olivia", new byte[0], ORDERED_AT));
  }

  @Override
  public void close() throws Exception {
    database.close();
    postgres.close();
  }

  private DatabaseLogin login(String user) {
    return new DatabaseLogin(postgres.url(), user, "");
  }

  private static Patient patient() {
    return new Patient(
        new PatientId("C-5521"),
        "Test",
        "Waiting",
        "patient@example.org",
        "+12025550147",
        LocalDate.of(1990, 4, 1),
        null,
        "TE",
        null,
        null);
  }
}
