package org.patientjourney.workflows.hold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of holds in docs/journey.md. */
final class HoldTable {
  private static final Pattern REASON = Pattern.compile("`([A-Z_]+)`");
  private static final Pattern ENDING =
      Pattern.compile("`([a-z-]+)`|(event [123])|(the invite is sent)");

  private HoldTable() {}

  /**
   * A reason of one row.
   *
   * @param endings commands and events, each of which ends the hold
   */
  record Row(String reason, String owner, List<String> endings) {}

  static List<Row> read() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "journey.md"));
    String section = page.substring(page.indexOf("\n## Holds\n"), page.indexOf("\n## Incidents\n"));
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .flatMap(HoldTable::rows)
        .toList();
  }

  private static Stream<Row> rows(String[] cells) {
    List<String> endings =
        ENDING
            .matcher(cells[4])
            .results()
            .map(MatchResult::group)
            .map(HoldTable::word)
            .distinct()
            .toList();
    return REASON
        .matcher(cells[1])
        .results()
        .map(reason -> new Row(reason.group(1), cells[2].strip(), endings));
  }

  private static String word(String ending) {
    return ending.replace("`", "");
  }
}
