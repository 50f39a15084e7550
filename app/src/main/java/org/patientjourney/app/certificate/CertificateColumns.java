package org.patientjourney.app.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.patientjourney.app.followup.FollowUpResource;

/** The columns of {@code follow-ups.csv}: the fields of its JSON, RFC 4180. */
final class CertificateColumns {
  private static final CsvMapper MAPPER =
      CsvMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private CertificateColumns() {}

  static CsvSchema schema() {
    return MAPPER.schemaFor(CertifiedFollowUp.class).withHeader().withLineSeparator("\r\n");
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
