package org.patientjourney.bench;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.activities.database.Database;
import org.patientjourney.activities.database.Database.DatabaseLogin;
import org.patientjourney.app.relay.RunningJourneys;
import org.patientjourney.app.sweep.Reconciler;
import org.patientjourney.app.sweep.Sweep;

/** Parked journeys, more and more: what each of them takes, and how long looking at all takes. */
final class Growth {
  private static final int POSTERS = 16;
  private static final int LOOKS = 5;
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final String INVITED =
      "select count(*) from journey where invite = 'SENT' and order_id like 'grown-%'";

  private final Subject subject;
  private final Report report;
  private final boolean onPostgres;
  private int parked;

  /**
   * @param onPostgres whether Temporal keeps its data in PostgreSQL: bench/cluster.sh
   */
  Growth(Subject subject, boolean onPostgres, Report report) {
    this.subject = subject;
    this.onPostgres = onPostgres;
    this.report = report;
  }

  void measure(List<Integer> sizes)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    double ours = bytes(subject.databaseUrl());
    double temporals = temporalBytes();
    for (int size : sizes) {
      int more = size - parked;
      add("starts/s up to %,d parked", size, more / park(size));
      add(
          "our bytes in PostgreSQL for each of %,d",
          size, (bytes(subject.databaseUrl()) - ours) / size);
      if (onPostgres) {
        add(
            "Temporal's bytes in PostgreSQL for each of %,d",
            size, (temporalBytes() - temporals) / size);
      }
      add("memory with %,d parked, MB", size, subject.process().residentMegabytes());
      look(size);
    }
  }

  /** Looks once more, with copies of a parked journey: {@link ParkedCopies}. */
  void measureCopies(int copies) throws IOException, SQLException {
    ParkedCopies.make(subject.databaseUrl(), temporalUrl("temporal_visibility"), copies);
    look(copies);
  }

  private void add(String figure, int size, double value) {
    report.add(figure.formatted(size), subject, value);
  }

  /** Returns the seconds until the last one is invited. */
  private double park(int size)
      throws SQLException, ExecutionException, InterruptedException, IOException {
    long began = System.nanoTime();
    ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
    List<Future<?>> posted = new ArrayList<>();
    for (; parked < size; parked++) {
      String orderId = "grown-" + parked;
      posted.add(
          posters.submit(
              () -> {
                subject.order(orderId, "Waiting");
                return null;
              }));
    }
    for (Future<?> order : posted) {
      order.get();
    }
    posters.shutdown();
    while (number(subject.databaseUrl(), INVITED) < size) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException("expected " + size + " invited journeys");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void look(int size) throws IOException, SQLException {
    time(
        "/journeys?open, ms, at %,d",
        size, () -> subject.endpoints().get("/journeys?open=true").success());
    time(
        "rare hold filter, ms, at %,d",
        size, () -> subject.endpoints().get("/journeys?hold=CONTRADICTION").success());
    URI url = URI.create(subject.databaseUrl().substring("jdbc:".length()));
    String address = "jdbc:postgresql://" + url.getAuthority() + url.getPath();
    try (Database database = new Database(new DatabaseLogin(address, "postgres", ""), 2)) {
      Sweep sweep = new Sweep(database.jdbi(), Duration.ofMinutes(5), Instant::now);
      time("sweep, ms, at %,d", size, sweep::run);
      if (!subject.temporalAddress().isEmpty()) {
        WorkflowServiceStubs stubs =
            WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(subject.temporalAddress())
                    .build());
        RunningJourneys running = new RunningJourneys(WorkflowClient.newInstance(stubs), Map.of());
        Reconciler reconciler =
            new Reconciler(database.jdbi(), running, Duration.ofMinutes(1), Instant::now);
        time("reconciler, ms, at %,d", size, reconciler::run);
        stubs.shutdownNow();
        expectNone("select count(*) from alarm where kind like 'RUN_%'");
      }
    }
  }

  /** Each journey has a run, so that a pass that raises an alarm has not seen all of Temporal's. */
  private void expectNone(String query) throws IOException, SQLException {
    double found = number(subject.databaseUrl(), query);
    if (found > 0) {
      throw new IOException("expected no row, found %.0f: %s".formatted(found, query));
    }
  }

  /** Something that is timed. */
  private interface Look {
    void run() throws IOException;
  }

  private void time(String figure, int size, Look look) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      long began = System.nanoTime();
      look.run();
      millis.add((System.nanoTime() - began) / 1e6);
    }
    report.add(figure.formatted(size), subject.name(), millis);
  }

  private double temporalBytes() throws SQLException {
    if (!onPostgres) {
      return 0;
    }
    return bytes(temporalUrl("temporal")) + bytes(temporalUrl("temporal_visibility"));
  }

  private String temporalUrl(String database) {
    int port = URI.create("tcp://" + subject.temporalAddress()).getPort();
    // port_beside of bench/cluster.sh
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres"
        .formatted(10_000 + port % 1000 * 10, database);
  }

  private static double bytes(String database) throws SQLException {
    return number(database, "select pg_database_size(current_database())");
  }

  private static double number(String database, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getDouble(1);
    }
  }
}
