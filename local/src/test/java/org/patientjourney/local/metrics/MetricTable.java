package org.patientjourney.local.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.Scrape;

/** The metrics that docs/metrics.md lists. */
record MetricTable(Map<String, Row> rows) {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `((?:journey|temporal)_\\w+)` \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final Set<String> OF_HISTOGRAMS = Set.of("_bucket", "_count", "_sum");

  /** One metric. */
  record Row(String type, Set<String> labels, String meaning, String advice) {}

  static MetricTable read() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    ROW.matcher(Files.readString(BuiltFiles.root().resolve("docs/metrics.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), row(row)));
    return new MetricTable(rows);
  }

  private static Row row(MatchResult row) {
    Set<String> labels =
        WORD.matcher(row.group(3))
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Row(row.group(2), labels, row.group(4).strip(), row.group(5).strip());
  }

  /** As {@link Scrape#shapes()} has them. */
  Map<String, String> shapes() {
    Map<String, String> shapes = new TreeMap<>();
    rows.forEach((name, row) -> shapes.put(name, row.type() + " " + row.labels()));
    return shapes;
  }

  /** The labels that a series may be asked for by; a histogram has three series of its own. */
  Set<String> labels(String series) {
    for (String suffix : OF_HISTOGRAMS) {
      Row row = rows.get(series.endsWith(suffix) ? withoutEnd(series, suffix) : "");
      if (row != null && row.type().equals("histogram")) {
        Set<String> labels = new TreeSet<>(row.labels());
        labels.add("le");
        return labels;
      }
    }
    Row row = rows.get(series);
    if (row == null || row.type().equals("histogram")) {
      throw new AssertionError("docs/metrics.md has no series " + series);
    }
    return row.labels();
  }

  private static String withoutEnd(String series, String suffix) {
    return series.substring(0, series.length() - suffix.length());
  }
}
