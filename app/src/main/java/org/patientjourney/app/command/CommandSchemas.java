package org.patientjourney.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;

/** The JSON schemas of commands: one for each kind, and {@code CommandRequest} for any of them. */
public final class CommandSchemas {
  private static final String SCHEMAS = "#/components/schemas/";

  private CommandSchemas() {}

  public static ObjectNode all() {
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    ObjectNode any = schemas.putObject("CommandRequest");
    any.put("description", "A command. Unknown fields are refused.\n\n" + CommandType.table());
    for (CommandType type : CommandType.values()) {
      String name = name(type);
      any.withArray("oneOf").addObject().put("$ref", SCHEMAS + name);
      any.withObject("/discriminator/mapping").put(type.spelled(), SCHEMAS + name);
      any.withArray("examples").add(example(type));
      schemas.set(name, schema(type));
    }
    any.withObject("/discriminator").put("propertyName", "command");
    return schemas;
  }

  private static ObjectNode schema(CommandType type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", type.meaning()).put("type", "object");
    schema.put("additionalProperties", false);
    schema.putArray("required").add("command").add("commandId").add("reason");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("command").put("type", "string").put("const", type.spelled());
    properties.putObject("commandId").put("$ref", SCHEMAS + "CommandId");
    properties.putObject("reason").put("$ref", SCHEMAS + "Reason");
    for (CommandField field : type.fields()) {
      properties.putObject(field.field()).put("$ref", SCHEMAS + field.schema());
      if (field.isAlwaysNeeded()) {
        schema.withArray("required").add(field.field());
      }
    }
    return schema;
  }

  private static ObjectNode example(CommandType type) {
    ObjectNode example =
        JsonNodeFactory.instance
            .objectNode()
            .put("command", type.spelled())
            .put("commandId", "c-1")
            .put("reason", "the patient asked for it");
    type.fields().forEach(field -> example.put(field.field(), field.example()));
    return example;
  }

  /** {@code RE_INVITE} is {@code ReInviteCommand}. */
  private static String name(CommandType type) {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, type.name()) + "Command";
  }
}
