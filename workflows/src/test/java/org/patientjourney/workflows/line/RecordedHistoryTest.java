package org.patientjourney.workflows.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.workflows.JourneyStory;
import org.patientjourney.workflows.TestJourneys;
import org.patientjourney.workflows.command.InviteCommand.ConfirmHandover;
import org.patientjourney.workflows.command.InviteCommand.CorrectContact;
import org.patientjourney.workflows.command.InviteCommand.ReInvite;
import org.patientjourney.workflows.command.JourneyCommand.Release;
import org.patientjourney.workflows.command.OutcomeCommand.Cancel;
import org.patientjourney.workflows.command.OutcomeCommand.RecordDecision;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.order.JourneyTerms;

/**
 * Journeys in flight must survive a deploy: histories that were recorded once are replayed against
 * today's line. A new history is recorded with {@code -Dhistories.record=true}; one of a released
 * version is never recorded again.
 */
class RecordedHistoryTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  private record Recording(String name, JourneyTerms terms, Consumer<JourneyStory> story) {}

  private static final List<Recording> RECORDINGS =
      List.of(
          new Recording(
              "approved",
              TestJourneys.sender(),
              story -> story.after(Duration.ofHours(2)).event(ExamStatus.APPROVED).ends()),
          new Recording(
              "deferred-then-rejected",
              TestJourneys.sender(),
              story ->
                  story
                      .event(ExamStatus.DEFERRED)
                      .after(Duration.ofDays(16))
                      .event(ExamStatus.REJECTED)
                      .ends()),
          new Recording(
              "expired", TestJourneys.sender(), story -> story.after(Duration.ofDays(38)).ends()),
          new Recording(
              "answered-by-outbox",
              TestJourneys.other(),
              story ->
                  story
                      .answer(
                          InviteAnswer.sent(
                              1, TestJourneys.ORDERED_AT, new PatientExamId("601001")))
                      .event(ExamStatus.APPROVED)
                      .ends()),
          new Recording(
              "refused-released-sent",
              TestJourneys.sender(),
              story -> {
                story.command(
                    new Release(TestJourneys.origin("c-1"), HoldReason.PROVIDER_NOT_CONFIGURED));
                story.event(ExamStatus.APPROVED).ends();
              }),
          new Recording(
              "unknown-brought-back-by-its-token",
              TestJourneys.sender(),
              story -> story.event(ExamStatus.APPROVED).ends()),
          new Recording(
              "reminded-missed-re-invited-approved",
              TestJourneys.sender(),
              RecordedHistoryTest::remindedMissedReInvited),
          new Recording(
              "cancelled",
              TestJourneys.sender(),
              story -> {
                story.command(new Cancel(TestJourneys.origin("c-1")));
                story.ends();
              }),
          new Recording(
              "earlier-attempt-decides",
              TestJourneys.sender(),
              story -> {
                story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED));
                story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED, "again"));
                story.command(new ReInvite(TestJourneys.origin("c-1")));
                story.event(ExamStatus.APPROVED).ends();
              }),
          new Recording(
              "pre-filled-corrected-approved",
              TestJourneys.answered(),
              story -> {
                story.command(new CorrectContact(TestJourneys.origin("c-1"), 1));
                story
                    .event(
                        TestJourneys.event(
                            2, TestJourneys.PATIENT_EXAM, ExamStatus.APPROVED, "second"))
                    .ends();
              }),
          new Recording(
              "corrected-then-the-old-invite-approved",
              TestJourneys.answered(),
              story -> {
                story.command(new CorrectContact(TestJourneys.origin("c-1"), 1));
                story.event(ExamStatus.APPROVED);
                story.command(
                    new RecordDecision(
                        TestJourneys.origin("c-2"), ExamStatus.REJECTED, "portal, 10:42"));
                story.ends();
              }),
          new Recording(
              "package-in-two-parcels",
              TestJourneys.packageOrdered(),
              RecordedHistoryTest::twoParcels),
          new Recording(
              "amended-to-another-package",
              TestJourneys.packageOrdered(),
              story -> {
                story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED));
                story.event(TestJourneys.prescribed(story.now(), 884, "9001"));
                story.event(
                    TestJourneys.amended(TestJourneys.prescribed(story.now(), 999, "9001")));
                story.command(
                    new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_DIFFERS));
                story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
                story.after(Duration.ofDays(8)).ends();
              }),
          new Recording(
              "reminded-later",
              TestJourneys.sender(),
              story -> {
                story.invites.unreachable(true);
                story.after(Duration.ofDays(3)).after(Duration.ofHours(1));
                story.invites.unreachable(false);
                story.after(Duration.ofHours(1)).event(ExamStatus.APPROVED).ends();
              }),
          new Recording(
              "follow-up-handed-over",
              TestJourneys.followUp(),
              story -> {
                story.after(Duration.ofDays(22));
                story.command(new ConfirmHandover(TestJourneys.origin("c-1")));
                story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED)).ends();
              }));

  private static void twoParcels(JourneyStory story) {
    story.event(TestJourneys.shipped(story.now(), "9001", "hash-1"));
    story.event(TestJourneys.prescribed(story.now(), 999, "9001", "9002"));
    story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED));
    story.command(new Release(TestJourneys.origin("c-1"), HoldReason.PRESCRIPTION_DIFFERS));
    story.after(Duration.ofDays(11));
    story.event(TestJourneys.shipped(story.now(), "9002", "hash-2"));
    story.after(Duration.ofDays(8)).ends();
  }

  private static void remindedMissedReInvited(JourneyStory story) {
    story.after(Duration.ofDays(4));
    story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED));
    story.event(TestJourneys.eventAt(story.now(), ExamStatus.MISSED, "again"));
    story.after(Duration.ofDays(4)).command(new ReInvite(TestJourneys.origin("c-1")));
    story
        .event(TestJourneys.event(2, TestJourneys.PATIENT_EXAM, ExamStatus.APPROVED, "second"))
        .ends();
  }

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void todays_line_replays_a_recorded_history(Path history) throws Exception {
    String json = Files.readString(history);
    try (TestWorkflowEnvironment temporal = JourneyStory.environment()) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(PatientJourneyImpl.class);
      WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json), worker);
    }
  }

  @Test
  void every_recording_is_there() throws IOException {
    if (Boolean.getBoolean("histories.record")) {
      Files.createDirectories(HISTORIES);
      for (Recording recording : RECORDINGS) {
        record(recording);
      }
    }
    assertThat(histories())
        .extracting(path -> path.getFileName().toString())
        .as("record new ones with -Dhistories.record=true")
        .containsAll(RECORDINGS.stream().map(recording -> recording.name() + ".json").toList());
  }

  private static void record(Recording recording) throws IOException {
    Path file = HISTORIES.resolve(recording.name() + ".json");
    if (Files.exists(file)) {
      return;
    }
    try (JourneyStory story = JourneyStory.byStandard(recording.terms())) {
      if (recording.name().startsWith("refused")) {
        story.invites.answers(
            InviteAnswer.refused(
                1, TestJourneys.ORDERED_AT, HoldReason.PROVIDER_NOT_CONFIGURED, null));
      }
      if (recording.name().startsWith("unknown")) {
        story.invites.answers(InviteAnswer.unknown(1, TestJourneys.ORDERED_AT));
      }
      recording.story().accept(story.start());
      Files.writeString(
          file,
          story
              .temporal
              .getWorkflowClient()
              .fetchHistory(recording.terms().journeyId().value())
              .toJson(true));
    }
  }
}
