package org.patientjourney.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a table, and the same with every sample as JSON. */
final class Report {
  /** By the beginning of a figure's name. */
  private static final Map<String, String> GOALS =
      Map.ofEntries(
          Map.entry("exams/s ÷ hand-written, server on PostgreSQL", "≥ 1.0"),
          Map.entry("exams/s ÷ hand-written, dev server", "≥ 0.9"),
          Map.entry("exams/s ÷ hand-written, embedded", "≥ 0.7"),
          Map.entry("last of 80", "≤ 1.3"),
          Map.entry("CPU ms per exam", "≤ 50"),
          Map.entry("SQL statements per exam", "≤ 30"),
          Map.entry("commits per exam", "≤ 10"),
          Map.entry("log flushes per exam", "≤ 8"),
          Map.entry("webhook ÷ do-nothing", "≥ 0.4"),
          Map.entry("memory with 1,000 parked", "< 350"),
          Map.entry("threads with 1,000 parked", "< 150"),
          Map.entry("three weeks for 1,000", "< 15"),
          Map.entry("start of up", "< 4"),
          Map.entry("reconciler", "< 10000"));

  private final List<Line> lines = new ArrayList<>();
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    out.printf(
        Locale.ROOT,
        "%d processors, load %.1f, %s, Java %s%n%-58s %-24s %10s %10s   (lowest to highest)%n",
        machine.getAvailableProcessors(),
        machine.getSystemLoadAverage(),
        machine.getArch(),
        Runtime.version(),
        "figure",
        "subject",
        "goal",
        "measured");
  }

  /**
   * One figure of one subject: a sample for each round.
   *
   * @param goal of the engine; empty for none
   */
  record Line(
      String figure,
      String subject,
      String goal,
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
            goal(figure),
            percentile(samples, 0.5),
            percentile(samples, 0),
            percentile(samples, 1),
            samples);
    lines.add(line);
    out.printf(
        Locale.ROOT,
        "%-58s %-24s %10s %10.2f   (%.2f to %.2f)%n",
        figure,
        subject,
        line.goal(),
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

  private static String goal(String figure) {
    return GOALS.entrySet().stream()
        .filter(goal -> figure.startsWith(goal.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  static double percentile(List<Double> samples, double share) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
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
