package org.patientjourney.activities.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.AnsweringProvider;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.TestThreads;
import org.patientjourney.activities.attachment.AttachmentOutcome.BeingSent;
import org.patientjourney.activities.attachment.AttachmentOutcome.NotReached;
import org.patientjourney.activities.attachment.AttachmentOutcome.Refused;
import org.patientjourney.activities.attachment.AttachmentOutcome.Sent;
import org.patientjourney.activities.attachment.AttachmentOutcome.Unknown;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.invite.FailingDatabase;
import org.patientjourney.activities.invite.TestExams;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.TestAttachments;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** One content goes to one patient exam once. */
class AttachmentServiceTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String UPLOAD = "exam_upload_attachment";
  private static final String CALLER = "shop";
  private static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  private static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  private static final MeetingId MEETING = MeetingId.sentBy(SENDER);
  private static final Attachment REPORT = TestAttachments.report();

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final AnsweringProvider provider = new AnsweringProvider();
  private final AttachmentService service = serviceOf(provider);

  AttachmentServiceTest() throws IOException {}

  @BeforeEach
  void invite() {
    engine.accept(TestOrders.approvableTwice());
    TestExams.send(engine, MEETING, 1);
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void sends_a_file_for_the_patient_exam_and_stores_its_name_encrypted() {
    assertThat(send(SENDER))
        .isInstanceOfSatisfying(
            Sent.class,
            sent -> {
              assertThat(sent.isNew()).isTrue();
              assertThat(sent.row().journeyId()).isEqualTo(SENDER);
              assertThat(sent.row().mediaType()).isEqualTo("application/pdf");
              assertThat(sent.row().size()).isEqualTo(REPORT.content().length);
              assertThat(sent.row().sha256()).hasSize(64);
              assertThat(sent.row().tries()).isEqualTo(1);
              assertThat(sent.row().answeredAt()).isEqualTo(engine.clock().instant());
            });
    assertThat(provider.requests(UPLOAD))
        .singleElement()
        .satisfies(
            body ->
                assertThat(body)
                    .contains("95101", "lab report.pdf", "Lab", "Quokkacanary", "key-of-juniper"));
    assertThat(DATABASE.texts("select asked_by || ' ' || state from attachment"))
        .containsExactly("shop SENT");
    assertThat(DATABASE.dump()).doesNotContain(hex("lab report"), hex("Quokkacanary"));
  }

  @Test
  void returns_the_earlier_outcome_for_the_same_content() {
    AttachmentRow first = ((Sent) send(SENDER)).row();
    String before = DATABASE.dump();

    assertThat(service.send(SENDER, REPORT, false, "care")).isEqualTo(new Sent(first, false));
    assertThat(service.send(SENDER, REPORT, true, "care")).isEqualTo(new Sent(first, false));
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void the_same_content_under_another_name_or_type_is_refused() {
    send(SENDER);
    String before = DATABASE.dump();
    Attachment renamed = new Attachment("other.pdf", REPORT.label(), REPORT.content());
    Attachment relabelled = new Attachment(REPORT.name(), "ID photo", REPORT.content());

    for (Attachment other : List.of(renamed, relabelled)) {
      assertThat(service.send(SENDER, other, false, "care"))
          .isEqualTo(new AttachmentOutcome.NamedOtherwise());
      assertThat(service.send(SENDER, other, true, "care"))
          .isEqualTo(new AttachmentOutcome.NamedOtherwise());
    }
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void other_content_and_another_exam_are_sent_too() {
    send(SENDER);

    assertThat(send(OTHER)).isInstanceOf(Sent.class);
    Attachment other = new Attachment("lab.pdf", "Lab", TestAttachments.pdf("other"));
    assertThat(service.send(SENDER, other, false, CALLER)).isInstanceOf(Sent.class);
    assertThat(provider.requests(UPLOAD)).hasSize(3);
    assertThat(provider.requests(UPLOAD).get(1)).contains("95102");
  }

  @ParameterizedTest
  @CsvSource({"200, SENT", "400, REFUSED", "500, UNKNOWN", "429, PREPARED"})
  void stores_an_answer_although_postgresql_fails_twice(int status, String state) {
    provider.willAnswer(UPLOAD, status, "{}");
    try (var failing =
        new FailingDatabase(DATABASE, "attachment", "new.answered_at is not null", 2)) {
      send(SENDER);
    }
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    assertThat(states()).containsExactly(state);
  }

  /** As after a commit whose confirmation was lost. */
  @Test
  void storing_an_answer_again_changes_nothing_and_another_answer_is_refused() {
    long id = ((Sent) send(SENDER)).row().attachmentId();
    AttachmentDao dao = engine.dao(AttachmentDao.class);
    String before = DATABASE.dump();

    assertThat(dao.answer(id, 1, AttachmentRow.State.SENT, null, engine.clock().instant()))
        .isPresent();
    assertThat(dao.answer(id, 1, AttachmentRow.State.UNKNOWN, null, engine.clock().instant()))
        .isEmpty();
    assertThat(DATABASE.dump()).isEqualTo(before);
  }

  @Test
  void the_answer_to_an_earlier_try_does_not_answer_a_later_one() {
    long id = ((Sent) send(SENDER)).row().attachmentId();
    AttachmentDao dao = engine.dao(AttachmentDao.class);
    Instant now = engine.clock().instant();
    dao.start(id, "front-desk", new byte[] {1}, now);

    assertThat(dao.answer(id, 1, AttachmentRow.State.UNKNOWN, "late", now)).isEmpty();
    assertThat(dao.answer(id, 2, AttachmentRow.State.SENT, null, now)).isPresent();
  }

  @Test
  void stores_the_intent_before_the_call() {
    List<String> seen = new CopyOnWriteArrayList<>();
    provider.beforeAnswering(
        () -> seen.addAll(DATABASE.texts("select state || ' ' || tries from attachment")));
    send(SENDER);

    assertThat(seen).containsExactly("STARTED 1");
  }

  @Test
  void a_file_that_may_have_arrived_is_never_sent_again_by_itself() {
    provider.willAnswer(UPLOAD, 500, "{\"error_message\":\"Quokkacanary\"}");
    Unknown unknown = (Unknown) send(SENDER);
    provider.willAnswer(UPLOAD, 200, "{}");

    assertThat(unknown.row().cause()).isEqualTo("http 500");
    assertThat(send(SENDER)).isEqualTo(unknown);
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    assertThat(DATABASE.dump()).doesNotContain("Quokkacanary");

    assertThat(sendAgain()).isInstanceOf(Sent.class);
    assertThat(provider.requests(UPLOAD)).hasSize(2);
    assertThat(send(SENDER)).isInstanceOfSatisfying(Sent.class, this::assertSecondTry);
  }

  private void assertSecondTry(Sent sent) {
    assertThat(sent.isNew()).isFalse();
    assertThat(sent.row().tries()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"401, Unauthorized access., KEY_REFUSED", "400, Exam is over, http 400"})
  void keeps_a_refusal_until_the_caller_asks_again(int status, String text, String cause) {
    provider.willAnswer(UPLOAD, status, "{\"error_message\":\"" + text + "\"}");
    Refused refused = (Refused) send(SENDER);
    provider.willAnswer(UPLOAD, 200, "{}");

    assertThat(refused.row().cause()).isEqualTo(cause);
    assertThat(send(SENDER)).isEqualTo(refused);
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    assertThat(sendAgain()).isInstanceOf(Sent.class);
  }

  @Test
  void an_unreachable_or_rate_limiting_provider_was_sent_nothing() throws IOException {
    provider.willAnswer(UPLOAD, 429, "{}");
    assertThat(send(SENDER)).isEqualTo(new NotReached("http 429"));
    provider.close();
    assertThat(send(SENDER)).isEqualTo(new NotReached("ConnectException"));
    assertThat(states()).containsExactly("PREPARED");

    try (AnsweringProvider back = new AnsweringProvider()) {
      assertThat(serviceOf(back).send(SENDER, REPORT, false, CALLER)).isInstanceOf(Sent.class);
      assertThat(back.requests(UPLOAD)).hasSize(1);
    }
  }

  @Test
  void a_second_try_that_sent_nothing_leaves_the_first_one_unknown() throws IOException {
    provider.willAnswer(UPLOAD, 500, "{}");
    send(SENDER);
    provider.close();
    assertThat(sendAgain()).isEqualTo(new NotReached("ConnectException"));
    assertThat(states()).containsExactly("UNKNOWN");

    try (AnsweringProvider back = new AnsweringProvider()) {
      assertThat(serviceOf(back).send(SENDER, REPORT, false, CALLER)).isInstanceOf(Unknown.class);
      assertThat(back.requests(UPLOAD)).isEmpty();
    }
  }

  /** At first; after a call that did not arrive; and, asked for again, after one that may have. */
  @ParameterizedTest
  @ValueSource(ints = {200, 429, 500})
  void eight_callers_at_once_make_one_call(int before) throws Exception {
    if (before != 200) {
      provider.willAnswer(UPLOAD, before, "{}");
      send(SENDER);
      provider.willAnswer(UPLOAD, 200, "{}");
    }
    int callsBefore = provider.requests(UPLOAD).size();
    CountDownLatch sevenAreBack = new CountDownLatch(7);
    provider.beforeAnswering(() -> await(sevenAreBack));

    List<AttachmentOutcome> outcomes =
        TestThreads.together(
            8,
            () -> {
              AttachmentOutcome outcome = service.send(SENDER, REPORT, before == 500, CALLER);
              sevenAreBack.countDown();
              return outcome;
            });

    assertThat(provider.requests(UPLOAD)).hasSize(callsBefore + 1);
    assertThat(outcomes).filteredOn(Sent.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(BeingSent.class::isInstance).hasSize(7);
  }

  @Test
  void a_call_without_an_end_becomes_unknown_and_is_repeated_only_on_request() {
    send(SENDER);
    DATABASE.change("update attachment set state = 'STARTED', answered_at = null");
    assertThat(send(SENDER)).isEqualTo(new BeingSent());
    assertThat(sendAgain()).as("it may still be going on").isEqualTo(new BeingSent());

    engine.clock().advance(Duration.ofSeconds(121));
    assertThat(send(SENDER)).isInstanceOf(Unknown.class);
    assertThat(provider.requests(UPLOAD)).hasSize(1);
    provider.willAnswer(UPLOAD, 429, "{}");
    assertThat(sendAgain()).isEqualTo(new NotReached("http 429"));
    assertThat(states()).containsExactly("UNKNOWN");
    provider.willAnswer(UPLOAD, 200, "{}");
    assertThat(sendAgain()).isInstanceOf(Sent.class);
  }

  @ParameterizedTest
  @CsvSource({
    "MISSED, true",
    "DEFERRED, true",
    "APPROVED, false",
    "REJECTED, false",
    "UNKNOWN, false"
  })
  void a_file_is_taken_while_a_clinician_may_still_look_at_it(ExamStatus status, boolean taken) {
    TestExams.report(engine, SENDER, status);

    assertThat(send(SENDER)).isInstanceOf(taken ? Sent.class : AttachmentOutcome.NoExam.class);
    assertThat(provider.requests(UPLOAD)).hasSize(taken ? 1 : 0);
  }

  @Test
  void returns_a_sent_file_also_when_the_exam_is_decided() {
    AttachmentRow first = ((Sent) send(SENDER)).row();
    TestExams.report(engine, SENDER, ExamStatus.APPROVED);

    assertThat(send(SENDER)).isEqualTo(new Sent(first, false));
    assertThat(provider.requests(UPLOAD)).hasSize(1);
  }

  private AttachmentOutcome send(JourneyId journey) {
    return service.send(journey, REPORT, false, CALLER);
  }

  private AttachmentOutcome sendAgain() {
    return service.send(SENDER, REPORT, true, CALLER);
  }

  private AttachmentService serviceOf(AnsweringProvider asked) {
    return new AttachmentService(
        engine.jdbi(), engine.encryption(), asked.accounts(), engine.clock());
  }

  private static List<String> states() {
    return DATABASE.texts("select state from attachment");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
