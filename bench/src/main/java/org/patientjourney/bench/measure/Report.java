package org.patientjourney.bench.measure;

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
public final class Report {
  private final List<Line> lines = new ArrayList<>();
  private final PrintStream out;

  public Report(PrintStream out) {
    this.out = out;
  }

  /** One figure of one subject: a sample for each round. */
  public record Line(
      String figure,
      String subject,
      double median,
      double lowest,
      double highest,
      List<Double> samples) {}

  public void add(String figure, String subject, List<Double> samples) {
    if (samples.isEmpty()) {
      return;
    }
    List<Double> sorted = samples.stream().sorted().toList();
    Line line =
        new Line(
            figure,
            subject,
            sorted.get(sorted.size() / 2),
            sorted.get(0),
            sorted.get(sorted.size() - 1),
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

  /** Printed under the figures of a subject. */
  public void list(String subject, List<String> details) {
    details.forEach(detail -> out.println("    " + subject + " " + detail));
  }

  public void add(String figure, String subject, double sample) {
    add(figure, subject, List.of(sample));
  }

  /** Round by round, so that what slows the machine for a while slows both. */
  public void addRatio(String figure, String subject, List<Double> samples, List<Double> others) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      ratios.add(samples.get(i) / others.get(i));
    }
    add(figure, subject, ratios);
  }

  public void write(Path file) throws IOException {
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
