package org.patientjourney.local.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.engine.Ports;

/** A TCP line between two parties on this machine, which a test may cut and mend. */
public final class CuttableLine implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;

  public CuttableLine(int target) throws IOException {
    this.target = target;
    this.port = Ports.at(0).application();
    mend();
  }

  public int port() {
    return port;
  }

  public void mend() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listener = socket;
    daemon(() -> accept(socket));
  }

  public synchronized void cut() throws IOException {
    if (listener != null) {
      listener.close();
    }
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket near = socket.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        if (isOpen(socket, near, far)) {
          daemon(() -> pump(near, far));
          daemon(() -> pump(far, near));
        }
      } catch (IOException e) {
        // Cut on purpose, or the far side is gone: the next caller is refused or tries again.
      }
    }
  }

  /** Not when the line was cut since the caller was let in. */
  private synchronized boolean isOpen(ServerSocket socket, Socket near, Socket far)
      throws IOException {
    if (socket.isClosed()) {
      near.close();
      far.close();
      return false;
    }
    open.add(near);
    open.add(far);
    return true;
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Either side hung up, which ends the line.
      open.remove(from);
    }
    open.remove(from);
    open.remove(to);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cuttable-line");
    thread.setDaemon(true);
    thread.start();
  }
}
