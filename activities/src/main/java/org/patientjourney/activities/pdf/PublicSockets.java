package org.patientjourney.activities.pdf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over sockets that check where they connect to. {@code HttpsURLConnection} asks for a socket,
 * connects it and then lays TLS over it; whoever asks in another way is refused, unchecked.
 */
final class PublicSockets extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final Supplier<PublicSocket> sockets;

  PublicSockets(SSLSocketFactory tls, Supplier<PublicSocket> sockets) {
    this.tls = tls;
    this.sockets = sockets;
  }

  @Override
  public Socket createSocket() {
    return sockets.get();
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    if (!(connected instanceof PublicSocket)) {
      throw unchecked();
    }
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unchecked();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unchecked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unchecked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw unchecked();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  private static SocketException unchecked() {
    return new SocketException("expected a socket whose address was checked");
  }
}
