package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.TimeSkippingConfig;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionExtendedInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with one open run, which fails as a busy one does. */
@SuppressWarnings("NullAway.Init") // set before each test
class DevClockTest {
  private static final String RUN = "juniper:WC-1:5101";

  private final FakeServer fake = new FakeServer();
  private Server server;
  private ManagedChannel channel;
  private WorkflowServiceStubs stubs;
  private DevClock clock;

  @BeforeEach
  void start() throws IOException {
    server = InProcessServerBuilder.forName(RUN).addService(fake).build().start();
    channel = InProcessChannelBuilder.forName(RUN).build();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
    clock = DevClock.of(stubs, Duration.ZERO).orElseThrow();
  }

  @AfterEach
  void stop() {
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void a_run_that_was_refused_its_step_is_asked_again() {
    fake.refusals = 2;
    step();

    assertThat(clock.isAtWork()).as("refused again").isTrue();
    assertThat(fake.skips).isEmpty();
    clock.isAtWork();
    assertThat(clock.isAtWork()).isFalse();
    assertThat(fake.skips).hasSize(1);
  }

  @Test
  void a_run_that_has_its_step_without_an_answer_is_not_asked_twice() {
    fake.answersLost = 1;
    step();

    assertThat(clock.isAtWork()).isFalse();
    assertThat(fake.skips).hasSize(1);
  }

  @Test
  void a_run_that_cannot_be_described_is_still_at_work() {
    step();
    fake.refusedLooks = 1;

    assertThat(clock.isAtWork()).isTrue();
    assertThat(clock.isAtWork()).isFalse();
  }

  @Test
  void an_activity_that_waits_for_its_next_attempt_is_no_work() {
    step();
    fake.activities.add(scheduled().build());
    assertThat(clock.isAtWork()).as("scheduled").isTrue();

    fake.activities.set(
        0,
        scheduled()
            .setAttempt(2)
            .setNextAttemptScheduleTime(Timestamp.newBuilder().setSeconds(1))
            .build());
    assertThat(clock.isAtWork()).as("after a failure").isFalse();
  }

  private void step() {
    clock.moveTo(clock.instant().plus(Duration.ofDays(1)), Duration.ZERO);
    clock.follow();
  }

  private static PendingActivityInfo.Builder scheduled() {
    return PendingActivityInfo.newBuilder()
        .setState(PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED);
  }

  /** Its run skips at once, and shows what it was asked. */
  private static final class FakeServer extends WorkflowServiceImplBase {
    private final List<TimeSkippingConfig> skips = new ArrayList<>();
    private final List<PendingActivityInfo> activities = new ArrayList<>();
    private int refusals;
    private int answersLost;
    private int refusedLooks;

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer(
          answer,
          GetSystemInfoResponse.newBuilder().setServerVersion(DevClock.SERVER + "0").build());
    }

    @Override
    public void listWorkflowExecutions(
        ListWorkflowExecutionsRequest request,
        StreamObserver<ListWorkflowExecutionsResponse> answer) {
      WorkflowExecution run = WorkflowExecution.newBuilder().setWorkflowId(RUN).build();
      answer(
          answer,
          ListWorkflowExecutionsResponse.newBuilder()
              .addExecutions(WorkflowExecutionInfo.newBuilder().setExecution(run))
              .build());
    }

    @Override
    public void updateWorkflowExecutionOptions(
        UpdateWorkflowExecutionOptionsRequest request,
        StreamObserver<UpdateWorkflowExecutionOptionsResponse> answer) {
      if (refusals-- > 0) {
        answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        return;
      }
      skips.add(request.getWorkflowExecutionOptions().getTimeSkippingConfig());
      if (answersLost-- > 0) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      answer(answer, UpdateWorkflowExecutionOptionsResponse.getDefaultInstance());
    }

    @Override
    public void describeWorkflowExecution(
        DescribeWorkflowExecutionRequest request,
        StreamObserver<DescribeWorkflowExecutionResponse> answer) {
      if (refusedLooks-- > 0) {
        answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        return;
      }
      DescribeWorkflowExecutionResponse.Builder run =
          DescribeWorkflowExecutionResponse.newBuilder().addAllPendingActivities(activities);
      run.getWorkflowExecutionInfoBuilder()
          .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      if (!skips.isEmpty()) {
        run.setWorkflowExtendedInfo(skipped(skips.get(skips.size() - 1)));
      }
      answer(answer, run.build());
    }

    private static WorkflowExecutionExtendedInfo skipped(TimeSkippingConfig skip) {
      ByteString over = skip.toBuilder().setEnabled(false).build().toByteString();
      UnknownFieldSet info = UnknownFieldSet.newBuilder().addField(2, field(over)).build();
      return WorkflowExecutionExtendedInfo.newBuilder()
          .setUnknownFields(
              UnknownFieldSet.newBuilder().addField(9, field(info.toByteString())).build())
          .build();
    }

    private static UnknownFieldSet.Field field(ByteString content) {
      return UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
    }

    private static <A> void answer(StreamObserver<A> observer, A answer) {
      observer.onNext(answer);
      observer.onCompleted();
    }
  }
}
