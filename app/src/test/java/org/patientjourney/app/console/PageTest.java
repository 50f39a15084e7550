package org.patientjourney.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.app.problem.ProblemType;

/** Text that came from outside is shown as text. */
class PageTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>&lt;";

  @Test
  void hostile_text_is_escaped_in_text_and_attributes() {
    Problem problem =
        (Problem)
            ProblemType.COMMAND_REFUSED
                .response(HOSTILE, List.of(new FieldProblem(HOSTILE, HOSTILE, HOSTILE)))
                .getEntity();
    String page = new Page("problem", Map.of("problem", problem, "path", HOSTILE)).html();
    assertEscaped(page);
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;");
    String login = new Page("login", Map.of("next", HOSTILE, "why", "", "path", HOSTILE)).html();
    assertEscaped(login);
    assertThat(login).contains("value=\"&quot;&#39;&gt;&lt;script&gt;");
  }

  @Test
  void hostile_values_of_a_filter_are_escaped() {
    Map<String, Object> model =
        Map.of(
            "journeys", List.of(),
            "query", Map.of("orderId", HOSTILE, "dueBefore", HOSTILE),
            "next", "?after=" + HOSTILE,
            "stages", List.of(HOSTILE),
            "holds", List.of(),
            "caller", new Caller(HOSTILE, "OPERATIONS", null),
            "csrf", HOSTILE,
            "parts", ConsolePart.pagesFor("OPERATIONS"),
            "path", "/console/journeys");
    assertEscaped(new Page("journeys", model).html());
  }

  private static void assertEscaped(String page) {
    assertThat(page).doesNotContain("<script", "\"'>", "alert(1)<").contains("&lt;script");
  }
}
