package org.patientjourney.local.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one engine: known before it starts, because webhook URLs are made of them. Temporal
 * has ports beside them, so that it does not collide with another Temporal server on this machine.
 */
public record Ports(int application, int admin, int temporal, int temporalUi) {
  private static final int COUNT = 4;

  /**
   * Below the ports of outgoing connections: from 32768 on Linux (ip_local_port_range), from 49152
   * elsewhere (RFC 6335).
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 30_000;
  private static final int MOST_TRIES = 1_000;
  private static final int CONNECT_MILLIS = 1_000;

  /**
   * Those from the wanted one on.
   *
   * @param wanted 0 for any that are free now
   */
  public static Ports at(int wanted) throws IOException {
    if (wanted != 0) {
      return new Ports(wanted, wanted + 1, wanted + 2, wanted + 3);
    }
    List<Integer> free = free(COUNT);
    return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
  }

  /** One that is free now. */
  public static int free() throws IOException {
    return free(1).get(0);
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

  /** Such that no outgoing connection takes one before it is opened. */
  private static List<Integer> free(int count) throws IOException {
    Set<Integer> free = new LinkedHashSet<>();
    for (int tries = 0; tries < MOST_TRIES && free.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        free.add(port);
      }
    }
    if (free.size() < count) {
      throw new IOException(
          "expected %d free ports from %d to %d, found %d: give --port"
              .formatted(count, LOWEST, HIGHEST, free.size()));
    }
    return List.copyOf(free);
  }

  /** Whether a process of this machine listens there. */
  public static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (BindException e) {
      return false;
    }
  }
}
