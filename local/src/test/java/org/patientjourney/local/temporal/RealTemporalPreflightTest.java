package org.patientjourney.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patientjourney.app.worker.Preflight;
import org.patientjourney.app.worker.Preflight.Finding;
import org.patientjourney.app.worker.Preflight.Severity;
import org.patientjourney.local.engine.DevEngine;
import org.patientjourney.local.engine.EngineOptions;
import org.patientjourney.local.engine.Ports;
import org.patientjourney.workflows.run.Listing;

/** What a Temporal server that is set up wrongly answers, and what operations read of it. */
@Tag("real-temporal")
@Tag("cluster")
@SuppressWarnings("NullAway.Init") // set before the tests
class RealTemporalPreflightTest {
  @TempDir private static Path data;
  private static Ports ports;
  private static DevEngine server;
  private static WorkflowServiceStubs admin;
  private WorkflowServiceStubs stubs;

  @BeforeAll
  static void start() throws Exception {
    ports = Ports.at(0);
    server = DevEngine.start(EngineOptions.defaultCli(), data, ports, true, Duration.ZERO);
    admin = WorkflowServiceStubs.newServiceStubs(at(ports.temporal()).build());
  }

  @AfterAll
  static void stop() throws Exception {
    admin.shutdownNow();
    server.close();
  }

  @AfterEach
  void disconnect() {
    stubs.shutdownNow();
  }

  @Test
  void a_missing_namespace_is_named_with_the_command_that_creates_it() {
    assertThat(preflight("nowhere").check())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WRONG);
              assertThat(finding.text())
                  .contains("namespace nowhere", "NOT_FOUND", "correct TEMPORAL_NAMESPACE")
                  .contains("temporal operator namespace create --namespace nowhere");
            });
  }

  @Test
  void a_missing_search_attribute_is_named_then_registered() {
    namespace("fresh", 90);
    assertThat(preflight("fresh").check())
        .hasSameSizeAs(Listing.KEYS)
        .contains(
            new Finding(
                Severity.WRONG,
                "search attribute JourneyStage: expected Keyword, found none: temporal operator search-attribute create --namespace fresh --name JourneyStage --type Keyword"));
    assertThat(preflight("fresh").prepare()).isEmpty();
    await().until(() -> preflight("fresh").check().isEmpty());
  }

  /** Registering is refused as a server with an authorizer does, which the CLI's server has not. */
  @Test
  void an_attribute_that_this_client_may_not_register_is_left_to_a_person_with_the_command() {
    namespace("guarded", 90);
    Preflight refused =
        preflight(
            "guarded",
            ports.temporal(),
            options -> options.setGrpcClientInterceptors(List.of(new NoRegistration())));
    assertThat(refused.prepare())
        .contains(
            new Finding(
                Severity.WARNING,
                "search attribute JourneyStage: registering it failed with PERMISSION_DENIED: Request unauthorized."),
            new Finding(
                Severity.WRONG,
                "search attribute JourneyStage: expected Keyword, found none: temporal operator search-attribute create --namespace guarded --name JourneyStage --type Keyword"));

    preflight("guarded").prepare(); // as the person does
    await()
        .until(
            () ->
                preflight(
                        "guarded",
                        ports.temporal(),
                        options -> options.setGrpcClientInterceptors(List.of(new NoRegistration())))
                    .prepare()
                    .isEmpty());
  }

  @Test
  void a_search_attribute_of_another_type_stops_journeys_until_it_is_replaced() {
    namespace("typed", 90);
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + ports.temporal())
                .validateAndBuildWithDefaults());
    operator
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace("typed")
                .putSearchAttributes("JourneyStage", IndexedValueType.INDEXED_VALUE_TYPE_INT)
                .build());
    operator.shutdownNow();
    await().until(() -> preflight("typed").check().get(0).text().contains("found Int"));
    assertThat(preflight("typed").prepare())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.stopsJourneys()).isTrue();
              assertThat(finding.text())
                  .contains(
                      "expected Keyword, found Int: temporal operator search-attribute remove");
            });
  }

  @Test
  void a_short_retention_is_a_warning() {
    namespace("short", 30);
    assertThat(preflight("short").prepare())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "namespace short keeps closed runs for 30 days, expected 60 or more: temporal operator namespace update --namespace short --retention 90d"));
  }

  @Test
  void tls_against_a_plain_port_says_what_the_other_side_spoke() {
    assertThat(
            preflight("default", ports.temporal(), options -> options.setEnableHttps(true)).check())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.UNREACHABLE);
              assertThat(finding.text())
                  .contains("UNAVAILABLE", "not an SSL/TLS record", "TEMPORAL_TLS");
            });
  }

  @Test
  void a_server_that_is_down_is_named_by_its_address() throws Exception {
    int closed = Ports.at(0).temporal();
    assertThat(preflight("default", closed, UnaryOperator.identity()).check())
        .extracting(Finding::severity)
        .isEqualTo(List.of(Severity.UNREACHABLE));
    assertThat(preflight("default", closed, UnaryOperator.identity()).check().get(0).text())
        .contains("127.0.0.1:" + closed, "UNAVAILABLE", "Connection refused");
  }

  private Preflight preflight(String namespace) {
    return preflight(namespace, ports.temporal(), UnaryOperator.identity());
  }

  private Preflight preflight(
      String namespace, int port, UnaryOperator<WorkflowServiceStubsOptions.Builder> change) {
    if (stubs != null) {
      stubs.shutdownNow();
    }
    stubs = WorkflowServiceStubs.newServiceStubs(change.apply(at(port)).build());
    return new Preflight(
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build()));
  }

  private static void namespace(String name, int retentionDays) {
    admin
        .blockingStub()
        .registerNamespace(
            RegisterNamespaceRequest.newBuilder()
                .setNamespace(name)
                .setWorkflowExecutionRetentionPeriod(Durations.fromDays(retentionDays))
                .build());
    await().until(() -> !isUnknown(name));
  }

  /** A namespace is known a while after it was registered. */
  private static boolean isUnknown(String name) {
    return new Preflight(
            WorkflowClient.newInstance(
                admin, WorkflowClientOptions.newBuilder().setNamespace(name).build()))
        .check().stream()
            .anyMatch(
                finding ->
                    finding.severity() == Severity.UNREACHABLE
                        || finding.text().contains("NOT_FOUND"));
  }

  private static final class NoRegistration implements ClientInterceptor {
    @Override
    public <A, B> ClientCall<A, B> interceptCall(
        MethodDescriptor<A, B> method, CallOptions options, Channel next) {
      return method.getFullMethodName().endsWith("/AddSearchAttributes")
          ? new Refused<>()
          : next.newCall(method, options);
    }
  }

  private static final class Refused<A, B> extends ClientCall<A, B> {
    @Override
    public void start(Listener<B> listener, Metadata headers) {
      listener.onClose(
          Status.PERMISSION_DENIED.withDescription("Request unauthorized."), new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(A message) {}
  }

  private static WorkflowServiceStubsOptions.Builder at(int port) {
    return WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port);
  }
}
