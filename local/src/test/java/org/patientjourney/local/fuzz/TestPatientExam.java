package org.patientjourney.local.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A patient exam whose webhook a test knows.
 *
 * @param webhook path of its endpoint
 */
record TestPatientExam(String journey, int examId, String patientExamId, String webhook) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Whether a body, read with all tolerance, reports the approval of this very exam. */
  boolean isApprovedBy(byte[] body) {
    JsonNode event = read(body);
    return event.isObject()
        && isNumber(event.path("event"), 1)
        && event.path("exam_status").asText().strip().equalsIgnoreCase("approved")
        && concernsThis(event.path("patient_exam_id"), event.path("exam_id"));
  }

  /** Where the event has no patient exam, the token and the exam name it. */
  private boolean concernsThis(JsonNode id, JsonNode exam) {
    return isId(id)
        ? id.asText().strip().equals(patientExamId) || isNumber(id, Long.parseLong(patientExamId))
        : isAbsent(id) && isNumber(exam, examId);
  }

  private static boolean isAbsent(JsonNode id) {
    return id.isMissingNode() || id.isNull() || (id.isTextual() && id.asText().isBlank());
  }

  private static boolean isId(JsonNode id) {
    boolean isText = id.isTextual() && id.asText().strip().matches("[!-~]{1,64}");
    return isText || (id.isNumber() && isWholeAndShort(id.decimalValue().stripTrailingZeros()));
  }

  /** An exponent beyond all ids is none. */
  private static boolean isWholeAndShort(BigDecimal number) {
    return number.scale() <= 0 && number.scale() >= -64 && number.toPlainString().length() <= 64;
  }

  private static boolean isNumber(JsonNode node, long wanted) {
    try {
      return node.isValueNode()
          && new BigDecimal(node.asText().strip()).compareTo(BigDecimal.valueOf(wanted)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
      return MAPPER.missingNode();
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail otherwise", e);
    }
  }
}
