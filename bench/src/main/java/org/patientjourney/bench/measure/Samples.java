package org.patientjourney.bench.measure;

import java.util.List;

/** Durations in milliseconds. */
final class Samples {
  private Samples() {}

  static double percentile(List<Double> samples, double share) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
