package org.patientjourney.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.patientjourney.app.body.Fields;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;

/** A field that some kinds of commands have, beside id and reason. */
@SuppressWarnings("ImmutableEnumChecker") // rules are never changed
enum CommandField {
  HOLD(
      "hold",
      "HoldReason",
      "HELD_BY_PERSON",
      TextRule.of("the reason of a hold of the journey", CommandField::isHold)),
  RESOLUTION(
      "resolution",
      "InviteResolution",
      "exists",
      TextRule.matching("exists or send-again", "exists|send-again")),
  PATIENT_EXAM_ID(
      "patientExamId",
      "ResolvedPatientExamId",
      "777001",
      TextRule.matching(
          "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}", "[A-Za-z0-9-]{1,64}")),
  DECISION(
      "decision",
      "SeenDecision",
      "approved",
      TextRule.matching("approved or rejected", "approved|rejected")),
  EVIDENCE(
      "evidence",
      "Evidence",
      "portal, result page, 10:42",
      CommandBody.words("where the decision was seen")),
  WAIVED_BY(
      "waivedBy",
      "Office",
      "medical-director",
      TextRule.matching(
          "the office in which it was decided, such as medical-director: a text of [a-z-]{3,32}",
          "[a-z][a-z-]{2,31}"));

  private final String field;
  private final String schema;
  private final String example;
  private final TextRule rule;

  /**
   * @param schema the name of its schema in openapi.yml
   */
  CommandField(String field, String schema, String example, TextRule rule) {
    this.field = field;
    this.schema = schema;
    this.example = example;
    this.rule = rule;
  }

  String field() {
    return field;
  }

  String schema() {
    return schema;
  }

  String example() {
    return example;
  }

  String expected() {
    return rule.expected();
  }

  /** Whether it has few values, and another one makes another command. */
  boolean isChoice() {
    return this == HOLD || this == RESOLUTION || this == DECISION;
  }

  /** Whether a person writes it when these are chosen. */
  boolean isAskedWith(Map<String, String> chosen) {
    return isAlwaysNeeded() || "exists".equals(chosen.get(RESOLUTION.field));
  }

  /** The values of a choice that a journey leaves. */
  List<String> choices(JourneyState state) {
    return switch (this) {
      case HOLD -> state.holds().stream().map(hold -> hold.reason().name()).toList();
      case RESOLUTION -> List.of("exists", "send-again");
      case DECISION -> List.of("approved", "rejected");
      case PATIENT_EXAM_ID, EVIDENCE, WAIVED_BY -> List.of(); // written by a person
    };
  }

  /**
   * An invite that is to be sent again has no patient exam.
   *
   * @param holds of the journey, for who names none
   */
  void read(Fields body, List<String> holds) {
    if (this == HOLD) {
      String expected = rule.expected() + ", which has " + holds;
      body.text(field, new TextRule(expected, rule.verbatim(), rule.canonical()));
    } else if (isAlwaysNeeded()
        || !body.values().path("resolution").asText().equals("send-again")) {
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
