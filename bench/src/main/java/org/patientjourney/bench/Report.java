package org.patientjourney.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a table, and the same with every sample as JSON. */
final class Report {
  private final List<Line> lines = new ArrayList<>();
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** One figure of one subject: a sample for each round. */
  record Line(
      String figure,
      String subject,
      double median,
      double lowest,
      double highest,
      List<Double> samples) {}

  void add(String figure, String subject, List<Double> samples) {
    if (samples.isEmpty()) {
      return;
    }
    Line line =
        new Line(
            figure,
            subject,
            percentile(samples, 0.5),
            percentile(samples, 0),
            percentile(samples, 1),
            samples);
    lines.add(line);
    out.printf(
        Locale.ROOT,
        "%-58s %-24s %10.2f   (%.2f to %.2f)%n",
        figure,
        subject,
        line.median(),
        line.lowest(),
        line.highest());
  }

  void add(String figure, Subject subject, double sample) {
    add(figure, subject.name(), List.of(sample));
  }

  /** Round by round, so that what slows the machine for a while slows both. */
  void addRatio(String figure, String subject, List<Double> samples, List<Double> others) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      ratios.add(samples.get(i) / others.get(i));
    }
    add(figure, subject, ratios);
  }

  /** Printed under the figures of a subject. */
  void list(Subject subject, List<String> details) {
    details.forEach(detail -> out.println("    " + subject.name() + " " + detail));
  }

  static double percentile(List<Double> samples, double share) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }

  void write(Path file) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(
            file.toFile(),
            Map.of(
                "at", Instant.now().toString(),
                "processors", Runtime.getRuntime().availableProcessors(),
                "java", Runtime.version().toString(),
                "figures", lines));
  }
}
