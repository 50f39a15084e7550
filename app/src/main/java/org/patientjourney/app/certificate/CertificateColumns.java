package org.patientjourney.app.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.patientjourney.app.followup.FollowUpResource;

/** The columns of {@code follow-ups.csv}: the fields of its JSON, RFC 4180. */
final class CertificateColumns {
  private static final String[] NAMES = {
    "clinic",
    "orderId",
    "journeyId",
    "examId",
    "followUpJourneyId",
    "followUpExamId",
    "status",
    "owner",
    "basis",
    "visitAt",
    "visitLocal",
    "rule",
    "days",
    "calendar",
    "zone",
    "dueAt",
    "dueLocal",
    "timer",
    "workflowId",
    "runId",
    "firesAt",
    "timerEndedAt",
    "timerEndedBy",
    "confirmedAt",
    "sentAt",
    "handedOverAt",
    "handedOverBy",
    "lateDays",
    "lateHours",
    "waivedAt",
    "waivedBy",
    "waiver",
    "evidence",
    "findings"
  };

  private CertificateColumns() {}

  static CsvSchema schema() {
    CsvSchema.Builder columns = CsvSchema.builder();
    for (String name : NAMES) {
      columns.addColumn(name);
    }
    return columns.build().withHeader().withLineSeparator("\r\n");
  }

  /** No text begins as a spreadsheet's formula does. */
  static Map<String, String> cells(ObjectNode row) {
    Map<String, String> cells = new LinkedHashMap<>();
    row.properties().forEach(field -> cells.put(field.getKey(), cell(field.getValue())));
    return cells;
  }

  private static String cell(JsonNode value) {
    String text =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("; "))
            : value.asText();
    return String.valueOf(FollowUpResource.withoutFormula(text));
  }
}
