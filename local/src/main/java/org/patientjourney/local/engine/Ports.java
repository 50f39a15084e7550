package org.patientjourney.local.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of one engine: known before it starts, because webhook URLs are made of them. Temporal
 * has ports beside them, so that it does not collide with another Temporal server on this machine.
 */
public record Ports(int application, int admin, int temporal, int temporalUi) {
  private static final int COUNT = 4;

  public static Ports at(int wanted) throws IOException {
    if (wanted != 0) {
      return new Ports(wanted, wanted + 1, wanted + 2, wanted + 3);
    }
    List<Integer> free = free();
    return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
  }

  /**
   * Fails when the port cannot be opened, as when another process listens there.
   *
   * @param option that names another port
   */
  public static void expectFree(int port, String option) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.getLocalPort();
    } catch (BindException e) {
      throw new IOException(
          "port %d of 127.0.0.1 is taken: stop what listens there, or give another %s"
              .formatted(port, option),
          e);
    }
  }

  /** Held together until all are found: the same one is not found twice. */
  private static List<Integer> free() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < COUNT) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
