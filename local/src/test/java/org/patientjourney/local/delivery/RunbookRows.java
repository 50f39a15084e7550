package org.patientjourney.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.patientjourney.local.BuiltFiles;

/** The holds in docs/journey.md whose row names who reads the stored delivery. */
final class RunbookRows {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([A-Z_]+)` \\|[^|]+\\|[^|]+\\(role (care|dispensing)\\)[^|]+\\| [^`|]*`([a-z-]+)`");

  private RunbookRows() {}

  /** Hold, role and the first command that ends the hold. */
  static Stream<Arguments> withReader() throws IOException {
    return Files.readString(BuiltFiles.root().resolve("docs/journey.md"))
        .lines()
        .filter(line -> line.startsWith("| `") && line.contains("(role "))
        .map(RunbookRows::row);
  }

  private static Arguments row(String line) {
    Matcher row = ROW.matcher(line);
    assertThat(row.find()).as(line).isTrue();
    return Arguments.of(row.group(1), row.group(2), row.group(3));
  }
}
