package org.patientjourney.app.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonParseException;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {
  private static final String SECRET = "rivka@example.org";
  private static final String DOWN =
      "UNAVAILABLE|DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED|ABORTED|CANCELLED|INTERNAL|UNKNOWN";

  @Test
  void a_failure_is_answered_with_an_id_and_without_its_message() {
    Problem problem =
        problem(new IllegalStateException(SECRET, new IOException("caused by " + SECRET)));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.detail()).matches(".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(problem.toString()).doesNotContain(SECRET, "IllegalState", "IOException");
  }

  @Test
  void each_failure_has_an_id_of_its_own() {
    assertThat(problem(new IllegalStateException()).detail())
        .isNotEqualTo(problem(new IllegalStateException()).detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", "08006", "57P01", "57P03", "53300", "57014", "40001", "40P01", "25006", "55P03"
      })
  void a_database_that_cannot_serve_now_is_503(String state) {
    SQLException failure = new SQLException(SECRET, state);
    assertThat(problem(failure).status()).isEqualTo(503);
    Problem wrapped = problem(new IllegalStateException(new ConnectionException(failure)));
    assertThat(wrapped.status()).isEqualTo(503);
    assertThat(wrapped.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_pool_without_a_free_connection_is_503() {
    SQLException timeout = new SQLTransientConnectionException("timed out", "08001");
    assertThat(problem(new ConnectionException(timeout)).status()).isEqualTo(503);
    assertThat(problem(new SQLTransientConnectionException("timed out")).status()).isEqualTo(503);
    SQLException refused = new SQLException("refused", "08001");
    assertThat(problem(new PoolInitializationException(refused)).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22001", "25001", "55006"})
  void any_other_word_of_the_database_is_a_bug(String state) {
    assertThat(problem(new SQLException(SECRET, state)).status()).isEqualTo(500);
  }

  @Test
  void an_sql_exception_without_a_state_is_a_bug() {
    assertThat(problem(new SQLException(SECRET)).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, mode = EnumSource.Mode.MATCH_ANY, names = DOWN)
  void a_temporal_that_cannot_serve_now_is_503(Status.Code code) {
    RuntimeException failure = code.toStatus().withDescription(SECRET).asRuntimeException();
    assertThat(problem(failure).status()).isEqualTo(503);
    assertThat(problem(new IllegalStateException(failure)).status()).isEqualTo(503);
  }

  /** As the SDK tells that Temporal's server has cancelled a call. */
  @Test
  void a_cancelled_call_is_503() {
    assertThat(problem(new CancellationException(SECRET)).status()).isEqualTo(503);
  }

  /** As the SDK fails calls that wait while another one reaches no server. */
  @Test
  void a_call_that_waited_for_another_is_503() throws Exception {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + unusedPort())
                .setSystemInfoTimeout(Duration.ofMillis(100))
                .build());
    WorkflowStub run = WorkflowClient.newInstance(stubs).newUntypedWorkflowStub("juniper:1:5101");
    ExecutorService callers = Executors.newFixedThreadPool(8);
    Callable<Throwable> call = () -> catchThrowable(() -> run.signal("event"));
    for (Future<Throwable> failure : callers.invokeAll(Collections.nCopies(8, call))) {
      assertThat(problem(failure.get()).status()).isEqualTo(503);
    }
    callers.shutdown();
    stubs.shutdownNow();
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.MATCH_NONE,
      names = {DOWN, "OK"})
  void any_other_word_of_temporal_is_a_bug(Status.Code code) {
    assertThat(problem(code.toStatus().asRuntimeException()).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 413, 415, 503})
  void an_exception_with_a_status_keeps_it(int status) {
    Problem problem = problem(new WebApplicationException(SECRET, status));
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_known_status_has_its_usual_title_and_the_media_type_of_problems() {
    Response response = new ProblemMapper().toResponse(new NotFoundException(SECRET));
    assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    assertThat(((Problem) response.getEntity()).title()).isEqualTo("Not Found");
    assertThat(problem(new ForbiddenException()).title()).isEqualTo("Forbidden");
  }

  @Test
  void a_500_of_jerseys_own_has_an_id_too() {
    assertThat(problem(new InternalServerErrorException()).detail()).contains("id: ");
  }

  @Test
  void a_405_lists_the_allowed_methods() {
    Response response = new ProblemMapper().toResponse(new NotAllowedException("GET"));
    assertThat(response.getHeaderString("Allow")).isEqualTo("GET");
  }

  @Test
  void a_body_that_is_not_json_is_400() {
    assertThat(problem(new JsonParseException(null, SECRET)).status()).isEqualTo(400);
  }

  private static Problem problem(Throwable failure) {
    Response response = new ProblemMapper().toResponse(failure);
    Problem problem = (Problem) response.getEntity();
    assertThat(problem.status()).isEqualTo(response.getStatus());
    return problem;
  }
}
