package org.patientjourney.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * From the commit of a stored event to the commit that shows it in its journey, at a steady rate,
 * after as many events that are not counted.
 */
final class Visibility {
  private static final int EVENTS = 500;
  private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();
  private static final ObjectNode APPROVED =
      JsonNodeFactory.instance.objectNode().put("status", "Approved");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String DELAYS =
      """
      select count(*) as applied,
        1000 * percentile_cont(0.5) within group (order by delay) as median,
        1000 * percentile_cont(0.99) within group (order by delay) as p99, 1000 * max(delay) as most
      from (select extract(epoch from applied_at - received_at) as delay from webhook_delivery
        where state = 'APPLIED' and journey_id like ?) as applied
      """;

  /** Milliseconds. */
  private record Delays(double median, double p99, double longest) {}

  private Visibility() {}

  static void measure(EngineProcess engine, Report report)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    deliver(engine, "warm");
    Delays delays = deliver(engine, "visible");
    Subject subject = engine.subject();
    report.add("stored → visible at 50/s, median ms", subject, delays.median());
    report.add("stored → visible at 50/s, p99 ms", subject, delays.p99());
    report.add("stored → visible at 50/s, longest ms", subject, delays.longest());
  }

  private static Delays deliver(EngineProcess engine, String prefix)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    List<JsonNode> invites = engine.park(prefix, EVENTS);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<?>> calls = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < invites.size(); i++) {
      LockSupport.parkNanos(began + i * INTERVAL_NANOS - System.nanoTime());
      String decide = "/sandbox/exams/" + EngineProcess.patientExam(invites.get(i)) + "/decide";
      calls.add(callers.submit(() -> engine.sandbox().post(decide, APPROVED).success()));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    callers.shutdown();
    return delays(engine.subject(), prefix);
  }

  private static Delays delays(Subject subject, String prefix) throws IOException, SQLException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = subject.connect();
        PreparedStatement query = connection.prepareStatement(DELAYS)) {
      query.setString(1, "juniper:" + prefix + "-%");
      while (System.nanoTime() < giveUp) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        try (ResultSet row = query.executeQuery()) {
          row.next();
          if (row.getInt("applied") == EVENTS) {
            return new Delays(row.getDouble("median"), row.getDouble("p99"), row.getDouble("most"));
          }
        }
      }
    }
    throw new IOException(subject.name() + ": not every event was applied");
  }
}
