package org.patientjourney.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.TestConfigurations;

/** The list of problems is what the code answers and what docs/problems.md says. */
class ProblemTypeTest {
  private static final Pattern RESPONSE =
      Pattern.compile(
          "Problem\\s*\\.(?:response|refusal)\\(\\s*(\\w+),\\s*(?:\"([^\"]*)\"|(\\w+))");

  private static final Pattern COMMAND_BODY =
      Pattern.compile("CommandBody\\s*\\.read\\(\\s*\"([^\"]*)\"");

  /** Titles that HTTP names: Jersey and Jetty refuse with them. */
  private static final List<String> OF_THE_SERVER =
      List.of(
          "405 Method Not Allowed",
          "406 Not Acceptable",
          "417 Expectation Failed",
          "431 Request Header Fields Too Large");

  @Test
  void every_problem_that_the_code_answers_is_listed() {
    assertThat(answered()).isNotEmpty().allMatch(listed()::contains);
  }

  @Test
  void every_listed_problem_is_answered() {
    List<String> answered = Stream.concat(answered().stream(), OF_THE_SERVER.stream()).toList();
    assertThat(listed()).allMatch(answered::contains);
  }

  @Test
  void the_document_has_the_table_of_all_problems() {
    assertThat(TestConfigurations.file("docs/problems.md")).endsWith(ProblemType.table());
  }

  @Test
  void a_problem_has_a_type_whose_last_part_is_its_code() {
    Problem problem = new Problem("No such journey", 404, "detail", List.of());
    assertThat(problem.type()).hasToString("urn:problem-type:patient-journey:no-such-journey");
    assertThat(TestConfigurations.mapper().valueToTree(problem).path("code").textValue())
        .isEqualTo("no-such-journey");
  }

  @Test
  void a_status_of_http_has_the_kind_that_is_nearest() {
    assertThat(
            Map.of(
                413, ProblemType.of(413, "Request Entity Too Large"),
                431, ProblemType.of(431, "Request Header Fields Too Large"),
                505, ProblemType.of(505, "HTTP Version Not Supported")))
        .isEqualTo(
            Map.of(
                413, ProblemType.CONTENT_TOO_LARGE,
                431, ProblemType.REQUEST_HEADER_FIELDS_TOO_LARGE,
                505, ProblemType.INTERNAL_SERVER_ERROR));
  }

  private static List<String> listed() {
    return Arrays.stream(ProblemType.values())
        .map(type -> type.status() + " " + type.title())
        .toList();
  }

  /**
   * Status and title of each {@code Problem.response(…)} and {@code refusal(…)}; the test reads the
   * source for them.
   */
  private static List<String> answered() {
    return Stream.of("src/main/java", "../local/src/main/java")
        .flatMap(ProblemTypeTest::sources)
        .flatMap(ProblemTypeTest::answeredIn)
        .toList();
  }

  /** A title that is a parameter stands at the callers. */
  private static Stream<String> answeredIn(String source) {
    return Stream.concat(
        RESPONSE
            .matcher(source)
            .results()
            .filter(call -> call.group(2) != null || !call.group(3).matches("reason|title"))
            .map(ProblemTypeTest::statusAndTitle),
        COMMAND_BODY.matcher(source).results().map(call -> "422 " + call.group(1)));
  }

  private static String statusAndTitle(MatchResult call) {
    String status = call.group(1).equals("status") ? "500" : call.group(1);
    return status + " " + call.group(2);
  }

  private static Stream<String> sources(String root) {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ProblemTypeTest::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
