package org.patientjourney.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.LoneRecord;
import org.patientjourney.workflows.order.JourneyId;

/** What a record waits for, while nothing acts on it. */
class PendingWorkTest {
  private static final Instant ORDERED_AT = LoneRecord.ORDERED_AT;

  @TempDir private Path data;

  @Test
  void shows_due_rows_the_next_instant_and_whether_rows_were_written() throws Exception {
    try (LoneRecord record = new LoneRecord(data)) {
      PendingWork waiting = new PendingWork(record.jdbi());
      JourneyId journey = record.accept("first");
      Instant due = record.dueAt(journey);

      PendingWork.Rows ordered = waiting.look(ORDERED_AT);
      assertThat(ordered.due()).singleElement().asString().startsWith("outbox ");
      assertThat(ordered.next()).isEqualTo(due);

      PendingWork.Rows late = waiting.look(due);
      assertThat(late.due()).containsAll(ordered.due()).contains("journey " + journey);
      assertThat(late.next()).as("nothing else will act").isNull();

      record.accept("second");
      assertThat(waiting.look(due).written()).isNotEqualTo(late.written());
    }
  }
}
