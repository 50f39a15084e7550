package org.patientjourney.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.TestConfigurations;

/** The list of problems is what the code answers and what docs/problems.md says. */
class ProblemTypeTest {
  private static final Pattern USE = Pattern.compile("ProblemType\\s*\\.([A-Z_]+)");

  /** Jersey and Jetty refuse with these statuses. */
  private static final List<ProblemType> OF_THE_SERVER =
      List.of(
          ProblemType.NOT_FOUND,
          ProblemType.METHOD_NOT_ALLOWED,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.EXPECTATION_FAILED,
          ProblemType.REQUEST_HEADER_FIELDS_TOO_LARGE,
          ProblemType.INTERNAL_SERVER_ERROR);

  @Test
  void every_listed_problem_is_answered() {
    List<String> used =
        Stream.of("src/main/java", "../local/src/main/java")
            .flatMap(ProblemTypeTest::sources)
            .flatMap(source -> USE.matcher(source).results())
            .map(use -> use.group(1))
            .toList();
    assertThat(ProblemType.values())
        .filteredOn(type -> !OF_THE_SERVER.contains(type))
        .extracting(ProblemType::name)
        .isSubsetOf(used);
  }

  @Test
  void the_document_has_the_table_of_all_problems() {
    assertThat(TestConfigurations.file("docs/problems.md")).endsWith(ProblemType.table());
  }

  @Test
  void a_problem_has_a_type_whose_last_part_is_its_code() {
    Problem problem = (Problem) ProblemType.NO_SUCH_JOURNEY.response("detail").getEntity();
    assertThat(problem.type()).hasToString("urn:problem-type:patient-journey:no-such-journey");
    assertThat(TestConfigurations.mapper().valueToTree(problem).path("code").textValue())
        .isEqualTo("no-such-journey");
  }

  @Test
  void a_status_of_http_has_the_nearest_kind() {
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
