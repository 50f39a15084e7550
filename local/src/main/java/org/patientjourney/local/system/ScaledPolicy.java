package org.patientjourney.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scales the policy for an engine that runs in real time: waits in days are scaled, waits in hours
 * or less stay. Every hour is then a send hour.
 */
public final class ScaledPolicy {
  private static final Pattern DAYS = Pattern.compile("([0-9]+)d");
  private static final YAMLMapper YAML = new YAMLMapper();

  private ScaledPolicy() {}

  /** Rewrites the policy of a {@code config.yml}: each of its days takes that long. */
  public static void write(Path config, Duration day) throws IOException {
    ObjectNode content = (ObjectNode) YAML.readTree(Files.readString(config));
    content
        .withObject("policy")
        .properties()
        .forEach(wait -> wait.setValue(scaled(wait.getValue(), day)));
    Files.writeString(config, YAML.writeValueAsString(content));
    sendAtAnyHour(config);
  }

  /** Rewrites the send hours of a {@code config.yml}, for stories that run at any hour. */
  public static void sendAtAnyHour(Path config) throws IOException {
    ObjectNode content = (ObjectNode) YAML.readTree(Files.readString(config));
    content
        .withObject("policy")
        .withObject("sendHours")
        .put("from", LocalTime.MIN.toString())
        .put("until", LocalTime.MAX.toString());
    Files.writeString(config, YAML.writeValueAsString(content));
  }

  private static JsonNode scaled(JsonNode wait, Duration day) {
    if (wait.isObject()) {
      ObjectNode waits = YAML.createObjectNode();
      wait.properties().forEach(one -> waits.set(one.getKey(), scaled(one.getValue(), day)));
      return waits;
    }
    if (wait.isArray()) {
      ArrayNode waits = YAML.createArrayNode();
      wait.forEach(one -> waits.add(scaled(one, day)));
      return waits;
    }
    Matcher days = DAYS.matcher(wait.asText());
    return days.matches()
        ? TextNode.valueOf(day.multipliedBy(Long.parseLong(days.group(1))).toMillis() + "ms")
        : wait;
  }
}
