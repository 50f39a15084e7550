package org.patientjourney.local.engine;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.UncheckedExecutionException;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.common.v1.TimeSkippingConfig;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionExtendedInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionOptions;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsRequest;
import io.temporal.internal.common.ProtobufTimeUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's clock, moved ahead, and with it the clocks of the runs on Temporal's dev server,
 * where each run has its own. A run skips to its next timer whenever it has nothing to do, until it
 * is as far ahead as this clock; a new run skips a start delay. The API is pre-release:
 * docs/adr/0036.
 */
public final class DevClock implements MovableClock, ClientInterceptor {
  /** The server that has the API as it is written here. */
  static final String SERVER = "1.32.";

  private static final Logger LOG = LoggerFactory.getLogger(DevClock.class);

  /** What a busy server answers. */
  private static final Set<Status.Code> PASSING =
      Set.of(
          Status.Code.ABORTED,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.UNAVAILABLE);

  private final WorkflowServiceStubs stubs;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** Whose start was not answered yet. */
  private final Set<String> starting = ConcurrentHashMap.newKeySet();

  /** Runs on their way. */
  private final Set<String> following = ConcurrentHashMap.newKeySet();

  /** Those of them that have not confirmed the latest step. */
  private final Set<String> asked = new HashSet<>();

  private volatile Duration ahead;
  private Duration behind = Duration.ZERO;
  private TimeSkippingConfig step = TimeSkippingConfig.getDefaultInstance();

  private DevClock(WorkflowServiceStubs stubs, Duration ahead) {
    this.stubs = stubs;
    this.ahead = ahead;
  }

  /**
   * Of a server whose open runs are as far ahead as it was left; empty for a server of another
   * version.
   */
  static Optional<DevClock> of(WorkflowServiceStubs stubs, Duration ahead) {
    String version =
        stubs
            .blockingStub()
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
            .getServerVersion();
    if (!version.startsWith(SERVER)) {
      return Optional.empty();
    }
    DevClock clock = new DevClock(stubs, ahead);
    clock.findOpen();
    return Optional.of(clock);
  }

  private void findOpen() {
    ByteString page = ByteString.EMPTY;
    do {
      var found =
          stubs
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(LocalEngine.NAMESPACE)
                      .setQuery("ExecutionStatus = 'Running'")
                      .setNextPageToken(page)
                      .build());
      found.getExecutionsList().forEach(run -> open.add(run.getExecution().getWorkflowId()));
      page = found.getNextPageToken();
    } while (!page.isEmpty());
  }

  @Override
  public Instant instant() {
    // PostgreSQL and Temporal keep no finer instants.
    return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Duration ahead() {
    return ahead;
  }

  @Override
  public void moveTo(Instant target, Duration patience) {
    Duration by = Duration.between(instant(), target);
    if (!by.isNegative()) {
      ahead = ahead.plus(by);
      behind = behind.plus(by);
    }
  }

  @Override
  public void follow() {
    if (!behind.isZero()) {
      step = skip(behind);
      behind = Duration.ZERO;
      following.addAll(open);
      asked.addAll(following);
      askToSkip();
    }
  }

  private void askToSkip() {
    ask(asked, run -> stubs.futureStub().updateWorkflowExecutionOptions(skipping(run, step)))
        .keySet()
        .forEach(asked::remove);
  }

  private static UpdateWorkflowExecutionOptionsRequest skipping(
      String run, TimeSkippingConfig skip) {
    return UpdateWorkflowExecutionOptionsRequest.newBuilder()
        .setNamespace(LocalEngine.NAMESPACE)
        .setWorkflowExecution(execution(run))
        .setWorkflowExecutionOptions(
            WorkflowExecutionOptions.newBuilder().setTimeSkippingConfig(skip))
        .setUpdateMask(FieldMask.newBuilder().addPaths("time_skipping_config"))
        .build();
  }

  /**
   * The field has another type in this server than in the SDK 1.38.0: FastForwardConfig, an id and
   * the duration.
   */
  private static TimeSkippingConfig skip(Duration by) {
    UnknownFieldSet fastForward =
        UnknownFieldSet.newBuilder()
            .addField(1, field(ByteString.copyFromUtf8(UUID.randomUUID().toString())))
            .addField(2, field(ProtobufTimeUtils.toProtoDuration(by).toByteString()))
            .build();
    return TimeSkippingConfig.newBuilder()
        .setEnabled(true)
        .setFastForward(com.google.protobuf.Duration.newBuilder().setUnknownFields(fastForward))
        .build();
  }

  private static UnknownFieldSet.Field field(ByteString content) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
  }

  /** Until each run has skipped as far as it was asked to, and has nothing to do. */
  @Override
  public boolean isAtWork() {
    ask(following, run -> stubs.futureStub().describeWorkflowExecution(describing(run)))
        .forEach(this::look);
    askToSkip();
    return !starting.isEmpty() || !following.isEmpty();
  }

  private void look(String run, DescribeWorkflowExecutionResponse found) {
    TimeSkippingConfig skip = skipOf(found.getWorkflowExtendedInfo());
    if (found.getWorkflowExecutionInfo().getStatus()
        != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      forget(run);
    } else if (id(skip).equals(id(step))) {
      asked.remove(run);
    }
    if (!asked.contains(run)
        && found.getPendingActivitiesList().stream().allMatch(DevClock::awaitsNextAttempt)
        && !found.hasPendingWorkflowTask()
        && !skip.getEnabled()) {
      following.remove(run);
    }
  }

  /** A failed activity waits for a time, as for a timer. */
  private static boolean awaitsNextAttempt(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
        && activity.hasNextAttemptScheduleTime();
  }

  private static DescribeWorkflowExecutionRequest describing(String run) {
    return DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace(LocalEngine.NAMESPACE)
        .setExecution(execution(run))
        .build();
  }

  /** The SDK 1.38.0 does not know the field: TimeSkippingInfo, whose field 2 is the config. */
  private static TimeSkippingConfig skipOf(WorkflowExecutionExtendedInfo run) {
    try {
      List<ByteString> info = run.getUnknownFields().getField(9).getLengthDelimitedList();
      return info.isEmpty()
          ? TimeSkippingConfig.getDefaultInstance()
          : TimeSkippingConfig.parseFrom(
              UnknownFieldSet.parseFrom(info.get(0)).getField(2).getLengthDelimitedList().get(0));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("expected the API of Temporal's server " + SERVER, e);
    }
  }

  /** A run shows the id of the skip that it was asked for last. */
  private static List<ByteString> id(TimeSkippingConfig skip) {
    return skip.getFastForward().getUnknownFields().getField(1).getLengthDelimitedList();
  }

  private static WorkflowExecution execution(String run) {
    return WorkflowExecution.newBuilder().setWorkflowId(run).build();
  }

  private void forget(String run) {
    asked.remove(run);
    following.remove(run);
    open.remove(run);
  }

  /**
   * Of all runs, at the same time. One that has ended is forgotten; one whose answer failed is left
   * out, and asked again at the next look.
   */
  private <A> Map<String, A> ask(Set<String> runs, Function<String, ListenableFuture<A>> question) {
    Map<String, ListenableFuture<A>> questions = new HashMap<>();
    runs.forEach(run -> questions.put(run, question.apply(run)));
    Map<String, A> answers = new HashMap<>();
    questions.forEach(
        (run, answer) -> {
          try {
            answers.put(run, Futures.getUnchecked(answer));
          } catch (UncheckedExecutionException e) {
            Status status = Status.fromThrowable(e);
            if (status.getCode() == Status.Code.NOT_FOUND) {
              forget(run);
            } else if (PASSING.contains(status.getCode())) {
              LOG.info("the clock of {} is asked again: {}", run, status);
            } else {
              throw e;
            }
          }
        });
    return answers;
  }

  /** A new run begins with a delay, which it skips, so that its clock agrees from the start. */
  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private @Nullable String started;

      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                if (started != null) {
                  open.add(started);
                  following.add(started);
                  starting.remove(started);
                }
                super.onClose(status, trailers);
              }
            },
            headers);
      }

      @Override
      @SuppressWarnings("unchecked") // of the same class
      public void sendMessage(Q message) {
        if (message instanceof StartWorkflowExecutionRequest start) {
          started = start.getWorkflowId();
          starting.add(started);
          super.sendMessage((Q) ahead(start));
        } else {
          super.sendMessage(message);
        }
      }
    };
  }

  private StartWorkflowExecutionRequest ahead(StartWorkflowExecutionRequest start) {
    return ahead.isZero()
        ? start
        : start.toBuilder()
            .setWorkflowStartDelay(ProtobufTimeUtils.toProtoDuration(ahead))
            .setTimeSkippingConfig(skip(ahead))
            .build();
  }
}
