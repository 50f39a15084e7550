package org.patientjourney.bench;

import java.io.IOException;
import java.sql.Connection;
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
 * Concurrent good faith exams, from the first order to the last one closed.
 *
 * @param perSecond of the first nine in ten, which a late one does not hide
 * @param tail how much later the last one is than the 90th percentile, as a ratio
 * @param seconds until the last one
 * @param cpuMillis of the subject's process for each exam
 * @param polls of ours in the subject's database, a statement and a commit each
 */
record Round(double perSecond, double tail, double seconds, double cpuMillis, int polls) {
  private static final int POSTERS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  static Round run(Subject subject, String prefix, int orders) throws IOException, SQLException {
    ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
    try (Connection connection = subject.connect()) {
      subject.closed(connection, prefix);
      Duration cpu = subject.process().cpu();
      long began = System.nanoTime();
      List<Future<?>> posted = new ArrayList<>();
      for (int i = 0; i < orders; i++) {
        String orderId = prefix + "-" + i;
        posted.add(
            posters.submit(
                () -> {
                  subject.order(orderId, "Approve");
                  return null;
                }));
      }
      double ninth = 0;
      int polls = 1;
      int most = orders * 9 / 10;
      for (int closed = 0; closed < orders; polls++) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new IOException(
              subject.name() + ": expected " + orders + " closed, found " + closed);
        }
        LockSupport.parkNanos(POLL_NANOS);
        closed = subject.closed(connection, prefix);
        ninth = ninth == 0 && closed >= most ? seconds(began) : ninth;
      }
      double last = seconds(began);
      for (Future<?> order : posted) {
        order.get();
      }
      double cpuMillis = subject.process().cpu().minus(cpu).toMillis() / (double) orders;
      return new Round(most / ninth, last / ninth, last, cpuMillis, polls);
    } catch (ExecutionException e) {
      throw new IOException("an order was not taken", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      posters.shutdownNow();
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
