package org.patientjourney.bench.system;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What takes orders and brings good faith exams to their end.
 *
 * @param key bearer key of its backend, empty for none
 * @param closedSql counts those that are over, by a pattern of their order's id
 */
public record Subject(
    String name, JavaProcess process, URI url, String key, String databaseUrl, String closedSql)
    implements AutoCloseable {
  /** Of a patient whose last name selects the sandbox's decision. */
  public void order(String orderId, String lastName) throws IOException {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", orderId).put("clinic", "juniper");
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "patient-of-" + orderId).put("firstName", "Test").put("lastName", lastName);
    patient.put("email", orderId + "@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE").put("timeZone", "America/Chicago");
    order.putArray("exams").addObject().put("examId", 5101);
    Http.post(url.resolve("/orders"), key, order);
  }

  /** As PostgreSQL's superuser. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(databaseUrl);
  }

  public int closed(Connection connection, String prefix) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(closedSql)) {
      query.setString(1, prefix + "-%");
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
