#!/usr/bin/env bash
# Temporal Java SDK 1.38.0: of several calls at once to a server that cannot be reached, some fail with an IllegalArgumentException.
#
# Expected: each call of a client whose server does not listen fails with the gRPC code UNAVAILABLE, whether or not another thread calls meanwhile.
# Seen: the first calls of a client ask the server once for its capabilities, one thread at a time. Each of the others waits for its
# turn while the time for its own question (setSystemInfoTimeout, five seconds unless set) runs out, and then fails with
# WorkflowServiceException, caused by IllegalArgumentException "invalid expiration" with a negative duration: no gRPC status at all.
# Code that tells an unreachable server by its gRPC code takes these for bugs of its own.
#
# Exits 0 while that is so, 1 when it has changed. Needs a JDK 17 or newer, Maven and the network; ends after a minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-testing</artifactId>
      <version>1.38.0</version>
    </dependency>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-sdk</artifactId>
      <version>1.38.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
XML
cat >Finding.java <<'JAVA'
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class Finding {
  /** Nothing listens there. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String failureOf(WorkflowStub workflow, CyclicBarrier together) throws Exception {
    together.await();
    try {
      workflow.signal("event");
      return "none";
    } catch (RuntimeException e) {
      Throwable cause = e.getCause();
      return cause instanceof StatusRuntimeException grpc
          ? "gRPC " + grpc.getStatus().getCode()
          : cause.getClass().getSimpleName() + ": " + cause.getMessage().replaceAll("[0-9.]+", "n");
    }
  }

  public static void main(String[] args) throws Exception {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + freePort())
                .setSystemInfoTimeout(Duration.ofSeconds(1))
                .build());
    WorkflowStub workflow =
        WorkflowClient.newInstance(stubs).newUntypedWorkflowStub("any-workflow");
    CyclicBarrier together = new CyclicBarrier(8);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    Callable<String> call = () -> failureOf(workflow, together);
    for (Future<String> failure : callers.invokeAll(Collections.nCopies(8, call))) {
      System.out.println(failure.get());
    }
    System.exit(0);
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | sort -u | tee seen
grep -qx 'IllegalArgumentException: invalid expiration : PT-nS' seen && grep -qx 'gRPC UNAVAILABLE' seen && exit 0
echo "CHANGED"
exit 1
