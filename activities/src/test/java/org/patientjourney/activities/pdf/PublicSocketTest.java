package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class PublicSocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deadline deadline = Deadline.in(LIMIT, nanoTime::get);

  /** The name need not mean the same to the next who asks. */
  @Test
  void it_connects_to_the_address_that_was_checked() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PublicSocket socket = socket()) {
      socket.connect(InetSocketAddress.createUnresolved("pdf.example.org", server.getLocalPort()));
      assertThat(socket.getInetAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }
  }

  @Test
  void bytes_that_drip_do_not_move_the_deadline() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PublicSocket socket = socket()) {
      socket.connect(InetSocketAddress.createUnresolved("pdf.example.org", server.getLocalPort()));
      try (Socket accepted = server.accept()) {
        accepted.getOutputStream().write(new byte[9]);
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isZero();

        nanoTime.addAndGet(LIMIT.toNanos());
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> in.read(new byte[1], 0, 1))
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void after_the_deadline_nothing_is_connected_to() throws IOException {
    nanoTime.addAndGet(LIMIT.toNanos());
    try (PublicSocket socket = socket()) {
      assertThatThrownBy(
              () -> socket.connect(InetSocketAddress.createUnresolved("pdf.example.org", 443)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void there_is_no_other_way_to_a_socket() throws IOException {
    PublicSockets sockets =
        new PublicSockets((SSLSocketFactory) SSLSocketFactory.getDefault(), this::socket);
    InetAddress address = InetAddress.getLoopbackAddress();

    assertThatThrownBy(() -> sockets.createSocket("localhost", 443))
        .isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> sockets.createSocket("localhost", 443, address, 0))
        .isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> sockets.createSocket(address, 443))
        .isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> sockets.createSocket(address, 443, address, 0))
        .isInstanceOf(SocketException.class);
    try (ServerSocket server = new ServerSocket(0, 1, address);
        Socket unchecked = new Socket(address, server.getLocalPort())) {
      assertThatThrownBy(() -> sockets.createSocket(unchecked, "localhost", 443, true))
          .isInstanceOf(SocketException.class);
    }
  }

  private PublicSocket socket() {
    return new PublicSocket(
        host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, address -> true, deadline);
  }
}
