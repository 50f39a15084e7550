package org.patientjourney.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.order.JourneyId;

class TemporalRunsTest {
  private static final List<JourneyId> MANY =
      IntStream.range(0, 50)
          .mapToObj(number -> new JourneyId("cedar:WC-" + number + ":5204:follow-up"))
          .toList();

  @Test
  void finds_the_run_of_each() {
    Map<JourneyId, Run> found =
        new TemporalRuns(id -> new Run(Presence.RUNNING, id.value(), List.of()))
            .find(MANY)
            .orElseThrow();
    assertThat(found)
        .hasSize(50)
        .allSatisfy((id, run) -> assertThat(run.runId()).isEqualTo(id.value()));
    assertThat(new TemporalRuns(id -> new Run(Presence.NONE, null, List.of())).find(List.of()))
        .contains(Map.of());
  }

  @Test
  void finds_nothing_when_temporal_does_not_answer() {
    StatusRuntimeException down = Status.UNAVAILABLE.asRuntimeException();
    assertThat(new TemporalRuns(id -> fail(down)).find(MANY)).isEmpty();
    WorkflowServiceException wrapped =
        new WorkflowServiceException(WorkflowExecution.getDefaultInstance(), null, down);
    assertThat(new TemporalRuns(id -> fail(wrapped)).find(MANY)).isEmpty();
  }

  @Test
  void a_bug_is_no_outage() {
    TemporalRuns broken = new TemporalRuns(id -> fail(new IllegalArgumentException("a bug")));
    assertThatThrownBy(() -> broken.find(MANY)).isInstanceOf(IllegalStateException.class);
  }

  private static Run fail(RuntimeException failure) {
    throw failure;
  }
}
