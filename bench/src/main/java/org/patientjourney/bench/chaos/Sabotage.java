package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What is done behind the engine, so that the comparison must find it. */
enum Sabotage {
  /** The provider makes two meetings of one call. */
  DOUBLE_INVITE {
    @Override
    void arm(Installation installation) throws IOException {
      fault(installation, "double");
    }
  },
  /** An event of the provider is never sent, and the operator does not ask for it. */
  LOSE_EVENT {
    @Override
    void arm(Installation installation) throws IOException {
      fault(installation, "lose-event");
    }
  },
  /** A waiting journey's run is terminated, and the operator does not restart it. */
  LOSE_RUN {
    @Override
    void after(Installation installation, String waiting) {
      WorkflowServiceStubs stubs = installation.temporal();
      try {
        WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(waiting).terminate("sabotage");
      } finally {
        stubs.shutdownNow();
      }
    }
  },
  /** The end of a journal disappears. */
  CUT_JOURNAL {
    @Override
    void after(Installation installation, String waiting) throws SQLException {
      execute(
          installation,
          """
          delete from journal_entry where (journey_id, seq) =
            (select journey_id, max(seq) from journal_entry where journey_id = '%s' group by 1)
          """
              .formatted(waiting));
    }
  },
  /** No alarm was raised. */
  LOSE_ALARMS {
    @Override
    void after(Installation installation, String waiting) throws SQLException {
      execute(installation, "delete from alarm");
    }
  },
  /** A link that the patient asked for once is sent twice. */
  RESEND_TWICE {
    @Override
    void after(Installation installation, String waiting) throws IOException {
      installation
          .operations()
          .post(
              "/journeys/" + waiting + "/commands",
              JsonNodeFactory.instance
                  .objectNode()
                  .put("command", "resend")
                  .put("commandId", "sabotage")
                  .put("reason", "sabotage"))
          .success();
    }
  };

  /** Before the first order, and again when all faults are cleared: no call may have met it. */
  void arm(Installation installation) throws IOException {}

  /**
   * When all agrees.
   *
   * @param waiting a journey that is open
   */
  void after(Installation installation, String waiting) throws IOException, SQLException {}

  private static void execute(Installation installation, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(installation.databaseUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql);
    }
  }

  private static void fault(Installation installation, String fault) throws IOException {
    JsonNode order = Plan.fault(fault, "juniper");
    installation.sandbox().post("/sandbox/faults", order).success();
  }

  /** As the option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
