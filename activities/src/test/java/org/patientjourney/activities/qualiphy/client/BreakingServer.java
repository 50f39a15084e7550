package org.patientjourney.activities.qualiphy.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads requests and breaks the connection instead of answering. */
final class BreakingServer implements AutoCloseable {
  private static final byte[] EMPTY_ANSWER =
      "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How the connection ends. */
  enum Way {
    CLOSE,
    RESET,
    /** The first request is answered; the next one, on the same connection, is not. */
    CLOSE_WHEN_REUSED
  }

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Way way;

  BreakingServer(Way way) throws IOException {
    this.way = way;
    Thread thread = new Thread(this::serve, "breaking-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://localhost:" + socket.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket accepted = socket.accept()) {
        connections.incrementAndGet();
        readRequest(accepted);
        if (way == Way.CLOSE_WHEN_REUSED) {
          accepted.getOutputStream().write(EMPTY_ANSWER);
          readRequest(accepted);
        }
        // Zero seconds to linger: closing sends a reset.
        accepted.setSoLinger(way == Way.RESET, 0);
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** The body is one flat object, so the first closing brace ends the request. */
  private void readRequest(Socket accepted) throws IOException {
    InputStream in = accepted.getInputStream();
    int next = in.read();
    while (next != -1 && next != '}') {
      next = in.read();
    }
    if (next == '}') {
      requests.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
