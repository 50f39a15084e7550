package org.patientjourney.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Posts over kept connections by plain sockets, as a client's own work would cost the server. */
record HttpLoad(URI server) {
  private static final int CONNECTIONS = 64;

  record Request(String path, String body) {}

  /**
   * @param perSecond answers
   * @param millis of each answer; at a rate, since the instant at which it should have been sent
   */
  record Result(double perSecond, List<Double> millis) {}

  /**
   * Sends for a while.
   *
   * @param requests each by its number
   * @param rate requests per second, or 0 for as many as the server answers
   */
  Result run(IntFunction<Request> requests, Duration time, double rate) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    long began = System.nanoTime();
    try {
      List<Callable<List<Double>>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i;
        connections.add(() -> connection(requests, first, began, time.toNanos(), rate));
      }
      List<Double> millis = new ArrayList<>();
      for (Future<List<Double>> connection : threads.invokeAll(connections)) {
        millis.addAll(connection.get());
      }
      return new Result(millis.size() / ((System.nanoTime() - began) / 1e9), millis);
    } catch (ExecutionException e) {
      throw new IOException("a connection failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Double> connection(
      IntFunction<Request> requests, int first, long began, long nanos, double rate)
      throws IOException {
    List<Double> millis = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int number = first; ; number += CONNECTIONS) {
        long due = rate == 0 ? System.nanoTime() : began + (long) (number / rate * 1e9);
        if (due - began > nanos) {
          return millis;
        }
        LockSupport.parkNanos(due - System.nanoTime());
        out.write(bytes(requests.apply(number)));
        expectSuccess(in);
        millis.add((System.nanoTime() - due) / 1e6);
      }
    }
  }

  private byte[] bytes(Request request) {
    return "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(request.path(), server.getAuthority(), request.body().length(), request.body())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void expectSuccess(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("expected a success, found " + status);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
