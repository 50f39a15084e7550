package org.patientjourney.workflows.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.pdf.PdfCopyActivities.PdfCopyProgress;

/** When a PDF is tried, and when its run ends. */
class PdfCopyStoryTest {
  private static final Path HISTORY =
      Path.of("src/test/resources/pdf-histories/late-then-copied-by-a-fresh-link.json");

  @Test
  void a_pdf_is_tried_at_once_and_the_run_ends_with_its_copy() {
    try (PdfCopyStory story = new PdfCopyStory().start().ends()) {
      assertThat(story.tries()).containsExactly(Duration.ZERO);
    }
  }

  @Test
  void a_failed_copy_is_tried_again_after_the_recorded_delay() {
    try (PdfCopyStory story =
        new PdfCopyStory().fails(Duration.ofSeconds(30)).fails(Duration.ofHours(1)).start()) {
      story.ends();
      assertThat(story.tries())
          .containsExactly(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(3630));
    }
  }

  @Test
  void a_fresh_link_is_tried_at_once() {
    try (PdfCopyStory story = new PdfCopyStory().fails(Duration.ofHours(1)).start()) {
      story.after(Duration.ofMinutes(10)).freshLink().ends();
      assertThat(story.tries()).containsExactly(Duration.ZERO, Duration.ofMinutes(10));
    }
  }

  @Test
  void a_fresh_link_leaves_no_timer_behind() {
    try (PdfCopyStory story = new PdfCopyStory().fails(Duration.ofHours(1)).start()) {
      story.after(Duration.ofMinutes(10)).freshLink().ends();
      assertThat(story.history()).contains("EVENT_TYPE_TIMER_CANCELED");
    }
  }

  @Test
  void a_link_received_during_a_try_is_fetched_without_delay() {
    try (PdfCopyStory story = new PdfCopyStory()) {
      story.answers(
          () -> {
            story.freshLink();
            return new PdfCopyProgress(Duration.ofHours(1));
          });
      story.start().ends();
      assertThat(story.tries()).containsExactly(Duration.ZERO, Duration.ZERO);
    }
  }

  @Test
  void a_link_received_during_the_last_try_is_fetched_too() {
    try (PdfCopyStory story = new PdfCopyStory()) {
      story.answers(
          () -> {
            story.freshLink();
            return PdfCopyProgress.over();
          });
      story.start().ends();
      assertThat(story.tries()).hasSize(2);
    }
  }

  @Test
  void a_try_that_breaks_is_repeated_by_temporal() {
    try (PdfCopyStory story = new PdfCopyStory()) {
      story.answers(
          () -> {
            throw new IllegalStateException("PostgreSQL is down");
          });
      story.start().ends();
      assertThat(story.tries()).hasSize(2);
    }
  }

  @Test
  void a_workflow_id_names_journey_and_event() {
    assertThat(PdfCopyStory.COPY).hasToString("juniper:WC-1:5101:pdf:0123456789abcdef");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PdfCopyId(PdfCopyStory.COPY.journeyId(), "0123456789ABCDEF"));
  }

  /** Copies in flight survive a deploy. Recorded once with {@code -Dhistories.record=true}. */
  @Test
  void todays_line_replays_a_recorded_history() throws Exception {
    if (Boolean.getBoolean("histories.record") && !Files.exists(HISTORY)) {
      record();
    }
    try (TestWorkflowEnvironment temporal = PdfCopyStory.environment()) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(PdfCopyImpl.class);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(HISTORY)), worker);
    }
  }

  private static void record() throws IOException {
    Files.createDirectories(HISTORY.getParent());
    try (PdfCopyStory story =
        new PdfCopyStory().fails(Duration.ofSeconds(30)).fails(Duration.ofHours(1)).start()) {
      story.after(Duration.ofMinutes(10)).freshLink().ends();
      Files.writeString(HISTORY, story.history());
    }
  }
}
