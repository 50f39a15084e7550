package org.patientjourney.bench.measure;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.patientjourney.bench.system.Subject;

/**
 * Rounds of the same orders for the engine, perhaps an older one, and the hand-written workflow.
 */
public final class Comparison {
  private static final int ORDERS = 80;
  private static final int WARM_UPS = 3;

  /** Two sweeps of a laptop's engine. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final List<Subject> subjects;
  private final String server;
  private final Report report;
  private int examsSoFar;

  /**
   * @param subjects the last one is what the others are compared with
   */
  public Comparison(List<Subject> subjects, String server, Report report) {
    this.subjects = subjects;
    this.server = server;
    this.report = report;
  }

  public void throughput(int rounds) throws IOException, SQLException {
    examsSoFar = ORDERS * (WARM_UPS + rounds);
    for (Subject subject : subjects) {
      for (int i = 0; i < WARM_UPS; i++) {
        Round.run(subject, "warm" + i, ORDERS);
      }
    }
    List<List<Round>> samples =
        subjects.stream().map(subject -> (List<Round>) new ArrayList<Round>()).toList();
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

  /** Statements, commits and log flushes of PostgreSQL; history where the server lists it. */
  public void cost(List<String> addresses) throws IOException, SQLException {
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      int exams = examsSoFar + ORDERS;
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
        report.list(subject.name(), ServerCounters.statements(connection, exams));
        report.add("SQL statements per exam", subject.name(), exam.statements());
        report.add("commits per exam", subject.name(), exam.commits());
        report.add("log flushes per exam", subject.name(), exam.flushes());
      }
      if (!addresses.isEmpty()) {
        Histories.report(addresses.get(i), since, ORDERS, report, subject.name());
      }
    }
  }
}
