package org.patientjourney.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Orders as a backend posts them; the last name says what the sandbox decides. */
public final class TestOrders {
  private TestOrders() {}

  public static ObjectNode order(String orderId, String lastName, int... exams) {
    return order("juniper", orderId, lastName, exams);
  }

  public static ObjectNode order(String clinic, String orderId, String lastName, int... exams) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", orderId).put("clinic", clinic).put("reference", "ref-" + orderId);
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "P-" + orderId).put("firstName", "Test").put("lastName", lastName);
    patient.put("email", "patient@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE");
    ArrayNode list = order.putArray("exams");
    for (int exam : exams) {
      list.addObject().put("examId", exam);
    }
    return order;
  }

  /** A package of a partner pharmacy, for a patient in Chicago's zone. */
  public static ObjectNode packageOrder(String clinic, String orderId, String lastName) {
    ObjectNode order = order(clinic, orderId, lastName, 5204);
    ((ObjectNode) order.path("patient")).put("timeZone", "America/Chicago");
    ((ObjectNode) order.path("exams").path(0))
        .putObject("pharmacy")
        .put("route", "partner")
        .put("pharmacyId", 31)
        .put("orderSetId", 884);
    order
        .putObject("shippingAddress")
        .put("line1", "1 Test Way")
        .put("city", "Austin")
        .put("state", "TX")
        .put("zip", "78701");
    return order;
  }

  /** An exam that may prescribe; the patient chooses the pharmacy. */
  public static ObjectNode prescription(String clinic, String orderId, String lastName) {
    ObjectNode order = order(clinic, orderId, lastName, 5204);
    ((ObjectNode) order.path("exams").path(0)).putObject("pharmacy").put("route", "patient-choice");
    return order;
  }
}
