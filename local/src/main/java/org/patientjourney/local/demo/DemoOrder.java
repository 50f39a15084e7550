package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An order of a fictional patient; the last name selects what the sandbox decides. */
public final class DemoOrder {
  private final ObjectNode order = JsonNodeFactory.instance.objectNode();

  public DemoOrder(String clinic, String orderId, String lastName) {
    order.put("orderId", orderId).put("clinic", clinic);
    ObjectNode patient = order.putObject("patient");
    patient.put("id", "demo-patient").put("firstName", "Test").put("lastName", lastName);
    patient.put("email", "test.patient@example.org").put("phone", "202-555-0147");
    patient.put("dateOfBirth", "1990-04-01").put("state", "TE").put("timeZone", "America/Chicago");
  }

  /** Good faith exams. */
  public DemoOrder exams(int... ids) {
    for (int id : ids) {
      exam(id);
    }
    return this;
  }

  /** A package of a partner pharmacy, shipped to the patient. */
  public DemoOrder partner(int exam) {
    address(order.putObject("shippingAddress"));
    pharmacy(exam(exam), "partner").put("pharmacyId", 31).put("orderSetId", 884);
    return this;
  }

  /** A retail pharmacy that the patient has named. */
  DemoOrder ownPharmacy(int exam) {
    ObjectNode pharmacy = pharmacy(exam(exam), "own");
    address(pharmacy.put("ncpdpId", "0012345").put("name", "Aspen Pharmacy").putObject("address"));
    return this;
  }

  /** An answer that the patient gave in the shop, to the latest exam's question. */
  DemoOrder answer(int question, String answer) {
    ObjectNode exam = (ObjectNode) order.withArray("exams").get(order.path("exams").size() - 1);
    exam.withArray("answers").addObject().put("questionId", question).put("answer", answer);
    return this;
  }

  public ObjectNode toJson() {
    return order;
  }

  private ObjectNode exam(int id) {
    return order.withArray("exams").addObject().put("examId", id);
  }

  private static ObjectNode pharmacy(ObjectNode exam, String route) {
    return exam.putObject("pharmacy").put("route", route);
  }

  private static void address(ObjectNode address) {
    address.put("line1", "1 Test Way").put("city", "Austin").put("state", "TX").put("zip", "78701");
  }
}
