package org.patientjourney.activities.pdf;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;

/**
 * A socket that connects to the very address that it has checked: a name that resolves to another
 * one in between gains nothing. Each read ends at the deadline, however slowly bytes drip.
 */
final class PublicSocket extends Socket {
  private final HostNames names;
  private final Predicate<InetAddress> allowed;
  private final Deadline deadline;

  /** How a host's name becomes addresses. */
  interface HostNames {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  PublicSocket(HostNames names, Predicate<InetAddress> allowed, Deadline deadline) {
    this.names = names;
    this.allowed = allowed;
    this.deadline = deadline;
  }

  /** Ignores what the name was resolved to before; refuses it when any of its addresses is ours. */
  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    InetSocketAddress asked = (InetSocketAddress) endpoint;
    InetAddress[] found = names.resolve(asked.getHostString());
    for (InetAddress address : found) {
      if (!allowed.test(address)) {
        throw new PrivateAddress();
      }
    }
    super.connect(new InetSocketAddress(found[0], asked.getPort()), deadline.remainingMillis());
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(deadline.remainingMillis());
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        setSoTimeout(deadline.remainingMillis());
        return super.read(into, offset, length);
      }
    };
  }

  /** A host has an address outside of the public internet. */
  static final class PrivateAddress extends IOException {
    PrivateAddress() {
      super("a host has an address outside of the public internet");
    }
  }
}
