package org.patientjourney.app.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.app.problem.Problem;

/** The page that shows the description. */
class DocsResourceTest {
  private static final TestEndpoints ENDPOINTS = new TestEndpoints(new DocsResource());
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @ParameterizedTest
  @ValueSource(strings = {"docs", "docs/"})
  void the_page_is_html_for_everybody(String path) {
    ContainerResponse page = ENDPOINTS.get(path, null);
    assertThat(page.getStatus()).isEqualTo(200);
    assertThat(page.getMediaType()).hasToString("text/html");
    assertThat(text(page)).startsWith("<!doctype html>");
  }

  @Test
  void everything_that_the_page_loads_is_served_here() {
    List<String> links =
        LINK.matcher(text(ENDPOINTS.get("docs", null)))
            .results()
            .map((MatchResult link) -> link.group(1))
            .toList();
    assertThat(links)
        .hasSize(3)
        .allSatisfy(link -> assertThat(link).startsWith("/docs/"))
        .allSatisfy(
            link -> assertThat(ENDPOINTS.get(link.substring(1), null).getStatus()).isEqualTo(200));
  }

  @Test
  void the_browser_may_load_nothing_from_elsewhere() {
    assertThat(ENDPOINTS.get("docs", null).getHeaderString("Content-Security-Policy"))
        .startsWith("default-src 'none';")
        .doesNotContain("http", "*", "unsafe-eval");
  }

  @Test
  void the_page_shows_the_document_of_this_engine() {
    assertThat(text(ENDPOINTS.get("docs/docs.js", null))).contains("url: '/openapi.json'");
  }

  @ParameterizedTest
  @CsvSource({
    "swagger-ui.css,text/css",
    "swagger-ui-bundle.js,text/javascript",
    "docs.js,text/javascript"
  })
  void a_part_has_its_media_type_and_content(String file, String mediaType) {
    ContainerResponse part = ENDPOINTS.get("docs/" + file, null);
    assertThat(part.getMediaType()).hasToString(mediaType);
    assertThat(text(part)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/docs.html",
        "docs/openapi.yml",
        "docs/DocsResource.class",
        "docs/swagger-ui.js",
        "docs/..%2Fdocs.js",
        "docs/%2E%2E%2Fopenapi.yml"
      })
  void nothing_else_on_the_class_path_is_served(String path) {
    ContainerResponse answer = ENDPOINTS.get(path, null);
    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
  }

  private static String text(ContainerResponse answer) {
    return new String((byte[]) answer.getEntity(), UTF_8);
  }
}
