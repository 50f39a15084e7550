package org.patientjourney.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.io.IOException;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two layouts, by the names that config.yml knows them by. */
class LogLayoutTest {
  private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

  private final LoggerContext context = new LoggerContext();

  @Test
  void json_is_one_object_a_line_with_what_the_line_is_about() throws IOException {
    String line =
        line("json", "row \"{}\" of\n{} lines", null, "17", 2)
            .replaceAll("\"timestamp\":[0-9]+,", "");
    assertThat(line).endsWith("\n").doesNotContain("\n\n");
    assertThat(line.strip()).doesNotContain("\n");
    assertThat(MAPPER.readTree(line))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"level": "WARN", "threadName": "relay", "loggerName": "org.patientjourney.Test",
                 "mdc": {"journey": "juniper:WC-1:5101", "delivery": "417"},
                 "formattedMessage": "row \\"17\\" of\\n2 lines", "throwable": null}
                """));
  }

  @Test
  void json_has_the_time_and_the_exception() throws IOException {
    JsonNode line =
        MAPPER.readTree(line("json", "failed", new IllegalStateException("made to fail")));
    assertThat(line.path("timestamp").asLong()).isEqualTo(1_000L);
    assertThat(line.path("throwable").path("className").asText())
        .isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void text_layout_has_level_time_logger_and_message() throws IOException {
    assertThat(line("text", "row {}", null, "17"))
        .isEqualTo("WARN  [1970-01-01 00:00:01,000] org.patientjourney.Test: row 17\n");
  }

  private String line(String type, String message, @Nullable Throwable thrown, Object... arguments)
      throws IOException {
    LayoutBase<ILoggingEvent> layout = layout(type);
    layout.start();
    Logger logger = context.getLogger("org.patientjourney.Test");
    LoggingEvent event = new LoggingEvent("test", logger, Level.WARN, message, thrown, arguments);
    event.setTimeStamp(1_000);
    event.setThreadName("relay");
    event.setMDCPropertyMap(Map.of("journey", "juniper:WC-1:5101", "delivery", "417"));
    return layout.doLayout(event);
  }

  @SuppressWarnings("unchecked") // every layout of Dropwizard's takes logging events
  private LayoutBase<ILoggingEvent> layout(String type) throws IOException {
    String setting = "{\"type\": \"" + type + "\"}";
    return MAPPER
        .readValue(setting, DiscoverableLayoutFactory.class)
        .build(context, TimeZone.getTimeZone("UTC"));
  }
}
