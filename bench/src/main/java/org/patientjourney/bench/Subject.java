package org.patientjourney.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.patientjourney.local.http.JsonClient;

/**
 * What takes orders and brings good faith exams to their end.
 *
 * @param endpoints as its backend calls them
 * @param closedSql counts those that are over, by a pattern of their order's id
 * @param temporalAddress of its Temporal server, empty when that is in its process
 */
record Subject(
    String name,
    ChildProcess process,
    JsonClient endpoints,
    String databaseUrl,
    String closedSql,
    String temporalAddress)
    implements AutoCloseable {
  /** Of a patient whose last name selects the sandbox's decision. */
  void order(String orderId, String lastName) throws IOException {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", orderId).put("clinic", "juniper");
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "patient-of-" + orderId).put("firstName", "Test").put("lastName", lastName);
    patient.put("email", orderId + "@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE").put("timeZone", "America/Chicago");
    order.putArray("exams").addObject().put("examId", 5101);
    endpoints.post("/orders", order).success();
  }

  /** As PostgreSQL's superuser. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  int closed(Connection connection, String prefix) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(closedSql)) {
      query.setString(1, prefix + "-%");
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Makes its PostgreSQL count statements from its next start on. */
  void countStatements() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create extension pg_stat_statements");
      statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
