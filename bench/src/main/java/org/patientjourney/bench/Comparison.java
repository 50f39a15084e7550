package org.patientjourney.bench;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Rounds of the same orders for the engine, perhaps an older one, and the hand-written workflow.
 */
final class Comparison {
  private static final int ORDERS = 80;

  /** Until then the JVM's compilers take half of a subject's processor time. */
  private static final int WARM_UPS = 8;

  /** Two sweeps of a laptop's engine. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final List<Subject> subjects;
  private final String server;
  private final Report report;
  private int examsSoFar;

  /**
   * @param subjects the last one is what the others are compared with
   */
  Comparison(List<Subject> subjects, String server, Report report) {
    this.subjects = subjects;
    this.server = server;
    this.report = report;
  }

  void throughput(int rounds) throws IOException, SQLException {
    examsSoFar = ORDERS * (WARM_UPS + rounds);
    for (Subject subject : subjects) {
      for (int i = 0; i < WARM_UPS; i++) {
        Round.run(subject, "warm" + i, ORDERS);
      }
    }
    List<List<Round>> samples = new ArrayList<>();
    subjects.forEach(subject -> samples.add(new ArrayList<>()));
    for (int i = 0; i < rounds; i++) {
      for (int subject = 0; subject < subjects.size(); subject++) {
        samples.get(subject).add(Round.run(subjects.get(subject), "round" + i, ORDERS));
      }
    }
    List<Double> compared = values(samples.get(samples.size() - 1), Round::perSecond);
    for (int i = 0; i < samples.size(); i++) {
      String name = subjects.get(i).name();
      List<Double> rates = values(samples.get(i), Round::perSecond);
      report.add("exams/s, " + server, name, rates);
      report.addRatio("exams/s ÷ hand-written, " + server, name, rates, compared);
      report.add(
          "last of 80 ÷ 90th percentile, " + server, name, values(samples.get(i), Round::tail));
      report.add("CPU ms per exam, " + server, name, values(samples.get(i), Round::cpuMillis));
    }
  }

  private static List<Double> values(List<Round> rounds, ToDoubleFunction<Round> value) {
    return rounds.stream().mapToDouble(value).boxed().toList();
  }

  /** Statements, commits and log flushes of PostgreSQL; history where a real server lists it. */
  void cost() throws IOException, SQLException {
    for (Subject subject : subjects) {
      Instant since = Instant.now();
      try (Connection connection = subject.connect()) {
        ServerCounters first = ServerCounters.read(connection);
        LockSupport.parkNanos(IDLE.toNanos());
        ServerCounters second = ServerCounters.read(connection);
        Round round = Round.run(subject, "cost", ORDERS);
        ServerCounters exam =
            ServerCounters.read(connection)
                .since(second)
                .perExam(
                    second.since(first),
                    (round.seconds() + ServerCounters.PAUSE_SECONDS)
                        / (IDLE.toSeconds() + ServerCounters.PAUSE_SECONDS),
                    round.polls(),
                    ORDERS);
        report.list(subject, ServerCounters.statements(connection, examsSoFar + ORDERS));
        report.add("SQL statements per exam", subject, exam.statements());
        report.add("commits per exam", subject, exam.commits());
        report.add("log flushes per exam", subject, exam.flushes());
      }
      if (!subject.temporalAddress().isEmpty()) {
        histories(subject, since);
      }
    }
  }

  /** Length and size of what a real server keeps of the exams; a test server lists none. */
  private void histories(Subject subject, Instant since) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(subject.temporalAddress()).build());
    try {
      WorkflowClient.newInstance(stubs)
          .listExecutions("ExecutionStatus = 'Completed' and StartTime > '" + since + "'")
          .map(run -> run.getWorkflowExecutionInfo())
          .collect(Collectors.groupingBy(run -> run.getType().getName()))
          .forEach(
              (type, runs) -> {
                report.add(
                    "history events per exam, " + type,
                    subject,
                    perExam(runs, WorkflowExecutionInfo::getHistoryLength));
                report.add(
                    "history bytes per exam, " + type,
                    subject,
                    perExam(runs, WorkflowExecutionInfo::getHistorySizeBytes));
              });
    } finally {
      stubs.shutdownNow();
    }
  }

  private static double perExam(
      List<WorkflowExecutionInfo> runs, ToDoubleFunction<WorkflowExecutionInfo> value) {
    return runs.stream().mapToDouble(value).sum() / ORDERS;
  }
}
