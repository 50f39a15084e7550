package org.patientjourney.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.RealSystem;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSystem;

class PortsTest {
  @TempDir private Path data;

  @Test
  void reports_a_taken_port_with_its_option_before_anything_starts() throws Exception {
    int port = RealSystem.fourFreePorts() + 1;
    try (ServerSocket taken = listening(port)) {
      assertThat(taken.isBound()).isTrue();
      expectRefused(port, "another --port", "--port", port);
      expectRefused(port, "another --port (health and metrics", "--port", port - 1);
      expectRefused(port, "another --sandbox-port", "--port", 0, "--sandbox-port", port);
    }
  }

  @Test
  void a_port_that_was_given_back_is_free() throws Exception {
    ServerSocket taken = listening(0);
    taken.close();
    assertThatCode(() -> Ports.expectFree(taken.getLocalPort(), "--port"))
        .doesNotThrowAnyException();
  }

  @Test
  void free_ports_are_distinct_and_below_those_of_outgoing_connections() throws IOException {
    Ports ports = Ports.at(0);
    assertThat(List.of(ports.application(), ports.admin(), ports.temporal(), ports.temporalUi()))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20_000 && port < 30_000);
  }

  private void expectRefused(int port, String advice, Object... words) throws IOException {
    BuiltFiles.prepare();
    String command = "up --data " + data;
    for (Object word : words) {
      command += " " + word;
    }
    LocalOptions options = LocalOptions.parse(List.of(command.split(" ")));
    assertThatThrownBy(() -> LocalSystem.start(options, List.of()).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + port + " of 127.0.0.1 is taken")
        .hasMessageContaining(advice);
  }

  private static ServerSocket listening(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
