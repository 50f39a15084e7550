package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The provider's own OpenAPI file, where it lies beside the repository. */
final class PublishedOpenApi {
  private static final Path FILE = Path.of("..", "..", "shared", "qualiphy-openapi.json");

  private PublishedOpenApi() {}

  /** What stands at a JSON pointer; without the file the test is skipped, and says so. */
  static JsonNode at(String pointer) throws IOException {
    assumeTrue(
        Files.exists(FILE),
        "SKIPPED, NOT checked against what the provider publishes: no file at "
            + FILE.toAbsolutePath().normalize());
    JsonNode found = new JsonMapper().readTree(FILE.toFile()).at(pointer);
    assertThat(found.isMissingNode()).as("nothing at %s", pointer).isFalse();
    return found;
  }
}
