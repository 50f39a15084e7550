package org.patientjourney.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.patientjourney.sandbox.http.Json;

/** Bodies of exam_invite. */
public final class TestInvites {
  public static final int GFE = 5101;
  public static final int OTHER_GFE = 5102;
  public static final int RX = 5204;
  public static final int OTHER_RX = 5309;

  private TestInvites() {}

  public static ObjectNode inTestMode(String lastName, int... exams) {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("api_key", TestSandbox.JUNIPER_KEY)
            .put("first_name", "Test")
            .put("last_name", lastName)
            .put("email", "rivka.test@example.org")
            .put("dob", "1979-11-02")
            .put("phone_number", "+12025550147")
            .put("state", "TE")
            .put("tele_state", "TE");
    ArrayNode ids = body.putArray("exams");
    for (int exam : exams) {
      ids.add(exam);
    }
    return body;
  }

  public static ObjectNode forGfe(String lastName) {
    return inTestMode(lastName, GFE);
  }
}
