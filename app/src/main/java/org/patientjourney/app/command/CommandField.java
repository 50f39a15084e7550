package org.patientjourney.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.workflows.hold.HoldReason;

/** A field that some kinds of commands have, beside id and reason. */
@SuppressWarnings("ImmutableEnumChecker") // rules and schemas are never changed
enum CommandField {
  HOLD(
      "hold",
      "HELD_BY_PERSON",
      TextRule.of("the reason of a hold of the journey", CommandField::isHold),
      Map.of("$ref", "#/components/schemas/HoldReason")),
  RESOLUTION(
      "resolution",
      "exists",
      TextRule.matching("exists or send-again", "exists|send-again"),
      Map.of("type", "string", "enum", List.of("exists", "send-again"))),
  PATIENT_EXAM_ID(
      "patientExamId",
      "777001",
      TextRule.matching(
          "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}", "[A-Za-z0-9-]{1,64}"),
      Map.of(
          "type",
          "string",
          "pattern",
          "^\\s*[A-Za-z0-9-]{1,64}\\s*$",
          "description",
          "Needed when the resolution is exists.")),
  DECISION(
      "decision",
      "approved",
      TextRule.matching("approved or rejected", "approved|rejected"),
      Map.of("type", "string", "enum", List.of("approved", "rejected"))),
  EVIDENCE(
      "evidence",
      "portal, result page, 10:42",
      CommandBody.words("where the decision was seen"),
      Map.of(
          "$ref",
          "#/components/schemas/Reason",
          "description",
          "Where the decision was seen; stored encrypted.")),
  WAIVED_BY(
      "waivedBy",
      "medical-director",
      TextRule.matching(
          "the office in which it was decided, such as medical-director: a text of [a-z-]{3,32}",
          "[a-z][a-z-]{2,31}"),
      Map.of("type", "string", "pattern", "^[a-z][a-z-]{2,31}$"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String field;
  private final String example;
  private final TextRule rule;
  private final Map<String, Object> schema;

  CommandField(String field, String example, TextRule rule, Map<String, Object> schema) {
    this.field = field;
    this.example = example;
    this.rule = rule;
    this.schema = schema;
  }

  String field() {
    return field;
  }

  String example() {
    return example;
  }

  JsonNode schema() {
    return JSON.valueToTree(schema);
  }

  /** An invite that is to be sent again has no patient exam. */
  void read(Fields body) {
    if (isAlwaysNeeded() || !body.values().path("resolution").asText().equals("send-again")) {
      body.text(field, rule);
    } else {
      body.optionalText(field, rule);
    }
  }

  boolean isAlwaysNeeded() {
    return this != PATIENT_EXAM_ID;
  }

  private static boolean isHold(String text) {
    return Arrays.stream(HoldReason.values()).anyMatch(reason -> reason.name().equals(text));
  }
}
