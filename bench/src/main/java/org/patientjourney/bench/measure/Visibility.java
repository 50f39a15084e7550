package org.patientjourney.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.bench.system.EngineProcess;
import org.patientjourney.bench.system.Http;
import org.patientjourney.bench.system.Subject;

/**
 * From the commit of a stored event to the commit that shows it in its journey, at a steady rate.
 */
public final class Visibility {
  private static final int EVENTS = 500;
  private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String DELAYS =
      """
      select count(*) as applied,
        1000 * percentile_cont(0.5) within group (order by delay) as median,
        1000 * percentile_cont(0.99) within group (order by delay) as p99, 1000 * max(delay) as most
      from (select extract(epoch from applied_at - received_at) as delay from webhook_delivery
        where state = 'APPLIED' and journey_id like 'juniper:visible-%') as applied
      """;

  private Visibility() {}

  public static void measure(EngineProcess engine, Report report)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    List<JsonNode> invites = Parked.order(engine, "visible", EVENTS);
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<?>> calls = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < invites.size(); i++) {
      LockSupport.parkNanos(began + i * INTERVAL_NANOS - System.nanoTime());
      URI decide =
          engine
              .sandbox()
              .resolve("/sandbox/exams/" + Parked.patientExam(invites.get(i)) + "/decide");
      calls.add(
          callers.submit(
              () ->
                  Http.post(
                      decide,
                      "",
                      JsonNodeFactory.instance.objectNode().put("status", "Approved"))));
    }
    for (Future<?> call : calls) {
      call.get();
    }
    callers.shutdown();
    report(engine.subject(), report);
  }

  private static void report(Subject subject, Report report) throws IOException, SQLException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = subject.connect();
        Statement statement = connection.createStatement()) {
      while (System.nanoTime() < giveUp) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        try (ResultSet row = statement.executeQuery(DELAYS)) {
          row.next();
          if (row.getInt("applied") == EVENTS) {
            report.add("stored → visible at 50/s, median ms", subject.name(), row.getDouble(2));
            report.add("stored → visible at 50/s, p99 ms", subject.name(), row.getDouble(3));
            report.add("stored → visible at 50/s, longest ms", subject.name(), row.getDouble(4));
            return;
          }
        }
      }
    }
    throw new IOException(subject.name() + ": not every event was applied");
  }
}
