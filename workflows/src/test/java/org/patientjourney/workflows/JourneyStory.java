package org.patientjourney.workflows;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.event.ExamEvent;
import org.patientjourney.workflows.event.InviteAnswer;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.journey.Fact;
import org.patientjourney.workflows.journey.JourneyJson;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.PatientJourney;
import org.patientjourney.workflows.line.PatientJourneyImpl;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.run.Listing;
import org.patientjourney.workflows.run.ProviderCalls;

/** One journey over virtual time: at this time, this fact, this state. */
public final class JourneyStory implements AutoCloseable {
  public final FakeRecord record;
  public final FakePauses pauses = new FakePauses();
  public final FakeInvites invites = new FakeInvites(this::now, pauses);
  public final FakeFollowUps followUps = new FakeFollowUps();
  public final FakePreFills preFills = new FakePreFills(pauses);
  public final TestWorkflowEnvironment temporal;
  public final PatientJourney journey;
  private final JourneyId id;
  private final IdleRun idle;

  public JourneyStory(JourneyTerms terms) {
    this(JourneyState.atStart(terms));
  }

  /** Without reminders, resends and repeated alarms, so that a story is about one thing. */
  public JourneyStory(JourneyState state) {
    this(state, TestJourneys.WITHOUT_REMINDERS);
  }

  public JourneyStory(JourneyState state, JourneyPolicy policy) {
    id = state.terms().journeyId();
    record = new FakeRecord(state, policy);
    temporal = environment();
    idle = new IdleRun(temporal, id.value());
    Listing.KEYS.forEach(
        key -> temporal.registerSearchAttribute(key.getName(), key.getValueType()));
    Worker line = temporal.newWorker(PatientJourney.TASK_QUEUE, onBusyMachine());
    line.registerWorkflowImplementationTypes(PatientJourneyImpl.class);
    line.registerActivitiesImplementations(record, invites, followUps, pauses);
    temporal
        .newWorker(ProviderCalls.TASK_QUEUE)
        .registerActivitiesImplementations(invites, preFills);
    temporal.start();
    journey =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                PatientJourney.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id.value())
                    .setTaskQueue(PatientJourney.TASK_QUEUE)
                    .build());
  }

  /** Temporal in memory, with our JSON. */
  public static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(TestJourneys.ORDERED_AT)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(JourneyJson.dataConverter())
                    .build())
            .build());
  }

  /** A second of work, the default, may be over when the machine is busy: the task would fail. */
  private static WorkerOptions onBusyMachine() {
    return WorkerOptions.newBuilder()
        .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(30).toMillis())
        .build();
  }

  public static JourneyStory of(JourneyTerms terms) {
    JourneyStory story = new JourneyStory(terms);
    story.start();
    return story;
  }

  /** By the standard policy: with reminders, resends and repeated alarms. */
  public static JourneyStory byStandard(JourneyTerms terms) {
    return new JourneyStory(JourneyState.atStart(terms), JourneyPolicy.STANDARD);
  }

  /** By the standard policy, with an approved exam. */
  public static JourneyStory approved(JourneyTerms terms) {
    JourneyStory story = byStandard(terms).start();
    return story.event(TestJourneys.eventAt(story.now(), ExamStatus.APPROVED));
  }

  public JourneyStory start() {
    WorkflowClient.start(journey::run, id);
    settle();
    return this;
  }

  /** Lets virtual time pass; all that is due on the way happens. */
  public JourneyStory after(Duration time) {
    awaitIdle();
    temporal.sleep(time);
    awaitIdle();
    return this;
  }

  /** Without its record the run tries again and again. */
  private void awaitIdle() {
    if (!record.isDown()) {
      idle.await();
    }
  }

  public JourneyStory event(ExamEvent event) {
    signal(event);
    return settle();
  }

  public JourneyStory event(ExamStatus status) {
    return event(TestJourneys.event(status));
  }

  public void signal(Fact report) {
    WorkflowStub.fromTyped(journey).signal(PatientJourney.signalOf(report.getClass()), report);
  }

  public JourneyStory answer(InviteAnswer answer) {
    signal(answer);
    return settle();
  }

  public long command(JourneyCommand command) {
    long revision = journey.command(command);
    settle();
    return revision;
  }

  public JourneyState state() {
    return record.state();
  }

  /** How the journey was closed; fails while it is open. */
  public Closure.Outcome outcome() {
    return Objects.requireNonNull(state().closure(), "the journey is open").outcome();
  }

  public Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  public boolean hasEnded() {
    return WorkflowStub.fromTyped(journey).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
  }

  /** How many events Temporal keeps of the run. */
  public int historyLength() {
    return temporal.getWorkflowClient().fetchHistory(id.value()).getEvents().size();
  }

  /** Waits until the run has ended. */
  public JourneyStory ends() {
    WorkflowStub.fromTyped(journey).getResult(Void.class);
    return this;
  }

  /** A second of virtual time, so that the run handles all that is due. */
  private JourneyStory settle() {
    return after(Duration.ofSeconds(1));
  }

  /** Beside the next story: a worker takes up to a second to end. */
  @Override
  public void close() {
    Thread closing = new Thread(temporal::close, "closing-" + id);
    closing.setDaemon(true);
    closing.start();
  }
}
