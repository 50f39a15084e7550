package org.patientjourney.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.workflows.alarm.AlarmKind;

/** The rules and the dashboard ask for nothing that is not there, and say what to do. */
class AlertRulesTest {
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:journey|temporal)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=|!=|=~|!~)\"");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern FUNCTION = Pattern.compile("\\b\\w+ *\\(");
  private static final Pattern DURATION = Pattern.compile("\\[\\d+[smhd]]");
  private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_]\\w*");
  private static final Pattern PAGE = Pattern.compile("See docs/operations\\.md#([a-z-]+)$");
  private static final Pattern ALARMS = Pattern.compile("journey_alarms\\{kind=~\"([^\"]*)\"}");
  private static final Pattern LABEL_USED = Pattern.compile("\\$labels\\.(\\w+)");

  @Test
  void every_important_condition_has_an_alert_rule() throws IOException {
    assertThat(rules().map(rule -> rule.path("alert").asText()))
        .doesNotHaveDuplicates()
        .contains(
            "JourneyRecordDown",
            "JourneyDeliveryUnapplied",
            "JourneyNotStarted",
            "JourneyInviteUnknown",
            "JourneyObligationOverdue",
            "JourneyRunMissing",
            "JourneyIncidentOpen",
            "JourneyAlarmPages",
            "JourneyAlarmsUnacknowledged",
            "JourneyProviderUnreachable",
            "JourneyWebhookAcceptSlow",
            "JourneyNoWorker",
            "JourneyTemporalUnreachable",
            "JourneyTaskFails",
            "JourneyTasksWait",
            "JourneySlotsExhausted",
            "JourneyClockWrong",
            "JourneyDeliveriesRefused");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_names_only_documented_metrics_by_their_own_labels(JsonNode rule) throws IOException {
    assertDocumented(rule.path("expr").asText());
  }

  @Test
  void the_dashboard_names_only_documented_metrics_and_explains_each_panel() throws IOException {
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(BuiltFiles.root().resolve("docs/alerts/journey-dashboard.json").toFile());
    List<JsonNode> panels =
        StreamSupport.stream(dashboard.path("panels").spliterator(), false)
            .filter(panel -> !panel.path("type").asText().equals("row"))
            .toList();
    assertThat(panels).hasSizeGreaterThan(10);
    for (JsonNode panel : panels) {
      assertThat(panel.path("description").asText()).isNotBlank();
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertDocumented(target.path("expr").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_has_a_severity_and_says_what_it_means_and_what_to_do(JsonNode rule) {
    assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
    JsonNode annotations = rule.path("annotations");
    assertThat(annotations.path("summary").asText()).isNotBlank();
    assertThat(annotations.path("description").asText()).isNotBlank();
    assertThat(annotations.path("action").asText()).containsPattern(PAGE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_sends_to_a_heading_that_is_there(JsonNode rule) throws IOException {
    Matcher page = PAGE.matcher(rule.path("annotations").path("action").asText());
    assertThat(page.find()).isTrue();
    assertThat(operations().lines().filter(line -> line.startsWith("## ")))
        .extracting(heading -> heading.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .contains(page.group(1));
  }

  @Test
  void a_page_rule_names_each_alarm_that_pages_and_no_other() throws IOException {
    assertThat(
            rules()
                .filter(rule -> rule.at("/labels/severity").asText().equals("page"))
                .filter(rule -> rule.path("for").asText().equals("1m"))
                .flatMap(rule -> ALARMS.matcher(rule.path("expr").asText()).results())
                .flatMap(kinds -> Stream.of(kinds.group(1).split("\\|", -1))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AlarmKind.values())
                .filter(kind -> kind.severity() == AlarmKind.Severity.PAGE)
                .map(AlarmKind::name)
                .toList());
  }

  /** An operator at night finds each by its name, in a row of its table. */
  @Test
  void operations_document_each_alarm() throws IOException {
    List<String> documented =
        words(operations().lines().filter(line -> line.startsWith("|")).map(AlertRulesTest::first));

    assertThat(documented).containsAll(Stream.of(AlarmKind.values()).map(AlarmKind::name).toList());
  }

  private static void assertDocumented(String expression) throws IOException {
    MetricTable table = MetricTable.read();
    List<String> by = words(BY.matcher(expression).results().map(found -> found.group(1)));
    Matcher series = SERIES.matcher(expression);
    int found = 0;
    while (series.find()) {
      Set<String> labels = table.labels(series.group(1));
      String matchers = series.group(2) == null ? "" : series.group(2);
      assertThat(MATCHER.matcher(matchers).results().map(match -> match.group(1)))
          .as(expression)
          .isSubsetOf(labels);
      assertThat(by).as(expression).isSubsetOf(labels);
      found++;
    }
    assertThat(found).as(expression).isPositive();
    assertThat(rest(expression)).as("words that are no metric").isSubsetOf("or", "and", "unless");
  }

  private static String first(String row) {
    return row.split("\\|", -1)[1];
  }

  private static String operations() throws IOException {
    return Files.readString(BuiltFiles.root().resolve("docs/operations.md"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_text_uses_only_labels_that_the_expression_keeps(JsonNode rule) {
    String expression = rule.path("expr").asText();
    assertThat(
            LABEL_USED
                .matcher(rule.path("annotations").toString())
                .results()
                .map(label -> label.group(1)))
        .isSubsetOf(words(BY.matcher(expression).results().map(found -> found.group(1))));
  }

  static Stream<JsonNode> rules() throws IOException {
    JsonNode file =
        new YAMLMapper()
            .readTree(BuiltFiles.root().resolve("docs/alerts/journey-rules.yml").toFile());
    return StreamSupport.stream(file.path("groups").spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false));
  }

  /** What is left of an expression without series, labels, functions and durations. */
  private static List<String> rest(String expression) {
    String rest = SERIES.matcher(expression).replaceAll(" ");
    rest = BY.matcher(rest).replaceAll(" ");
    rest = DURATION.matcher(rest).replaceAll(" ");
    rest = FUNCTION.matcher(rest).replaceAll(" ");
    return words(Stream.of(rest));
  }

  private static List<String> words(Stream<String> texts) {
    return texts.flatMap(text -> WORD.matcher(text).results()).map(word -> word.group()).toList();
  }
}
