package org.patientjourney.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The ports of one engine: known before it starts, because webhook URLs are made of them. */
record Ports(int application, int admin) {
  static Ports at(int wanted) throws IOException {
    return wanted == 0 ? new Ports(free(), free()) : new Ports(wanted, wanted + 1);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
