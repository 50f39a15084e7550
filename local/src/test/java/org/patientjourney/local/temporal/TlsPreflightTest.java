package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.TlsServerCredentials;
import io.temporal.client.WorkflowClient;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.worker.ClusterEngine;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.app.worker.Preflight.Finding;
import org.patientjourney.app.worker.Preflight.Severity;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.local.temporal.TestAuthority.Issued;

/** A Temporal server that wants and shows certificates. */
@SuppressWarnings("NullAway.Init") // set before the tests
class TlsPreflightTest {
  @TempDir private static Path folder;
  private static File authority;
  private static Issued valid;
  private static Issued expired;
  private static TestServicesStarter services;

  @BeforeAll
  static void prepare() throws Exception {
    TestAuthority issuer = TestAuthority.in(folder);
    authority = issuer.certificate();
    valid = issuer.issue("valid", "-1H");
    expired = issuer.issue("expired", "-3d");
    services = new TestServicesStarter(true, 0);
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void valid_certificates_on_both_sides_reach_the_namespace() throws Exception {
    assertThat(findings(valid, valid, authority)).noneMatch(Finding::stopsJourneys);
  }

  @Test
  void an_expired_certificate_of_the_server_is_told_with_its_date_and_who_must_act()
      throws Exception {
    assertRefused(
        findings(expired, valid, authority), "NotAfter: ", "renew the server's certificate");
  }

  @Test
  void a_server_of_another_authority_is_told() throws Exception {
    assertRefused(
        findings(valid, valid, expired.certificate()), "TEMPORAL_TLS_SERVER_CA_CERT_PATH");
  }

  @Test
  void an_expired_certificate_of_this_client_is_told() throws Exception {
    assertRefused(findings(valid, expired, authority), "TEMPORAL_TLS_CLIENT_CERT_PATH");
  }

  private static void assertRefused(List<Finding> findings, String... texts) {
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.text()).contains(texts);
              assertThat(finding.severity()).isEqualTo(Severity.WRONG);
            });
  }

  /**
   * What a client finds.
   *
   * @param trusted the authority whose server certificates the client accepts
   */
  private static List<Finding> findings(Issued ofServer, Issued ofClient, File trusted)
      throws Exception {
    int port = Ports.at(0).temporal();
    Server server = serve(port, ofServer);
    WorkflowServiceStubs stubs =
        new ClusterEngine(
                Map.of(
                    "TEMPORAL_ADDRESS",
                    "127.0.0.1:" + port,
                    "TEMPORAL_TLS",
                    "true",
                    "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                    trusted.getPath(),
                    "TEMPORAL_TLS_CLIENT_CERT_PATH",
                    ofClient.certificate().getPath(),
                    "TEMPORAL_TLS_CLIENT_KEY_PATH",
                    ofClient.key().getPath()))
            .stubs();
    try {
      return new Preflight(WorkflowClient.newInstance(stubs)).check();
    } finally {
      stubs.shutdownNow();
      server.shutdownNow();
    }
  }

  private static Server serve(int port, Issued own) throws Exception {
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(
            port,
            TlsServerCredentials.newBuilder()
                .keyManager(own.certificate(), own.key())
                .trustManager(authority)
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build());
    services.getServices().forEach(builder::addService);
    return start(builder);
  }

  private static Server start(ServerBuilder<?> builder) throws IOException {
    return builder.build().start();
  }
}
