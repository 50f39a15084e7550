package org.patientjourney.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus gets to see, and what of it is ours. */
public record Scrape(String contentType, String text) {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^# TYPE ((?:journey|temporal)_\\w+) (\\w+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  public static Scrape of(URI admin) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(admin.resolve("/metrics/prometheus"))
            .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return new Scrape(response.headers().firstValue("Content-Type").orElse(""), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Type and label names of each metric, in the words of the table in docs/metrics.md. */
  public Map<String, String> shapes() {
    Map<String, String> shapes = new TreeMap<>();
    TYPE.matcher(text)
        .results()
        .forEach(type -> shapes.put(type.group(1), type.group(2) + " " + labels(type)));
    return shapes;
  }

  /** The value of a series, as it is written. */
  public double value(String series) {
    String line =
        text.lines()
            .filter(each -> each.startsWith(series + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + series + " in\n" + text));
    return Double.parseDouble(line.substring(series.length() + 1));
  }

  private Set<String> labels(MatchResult type) {
    String series = type.group(1) + (type.group(2).equals("histogram") ? "(_count|_sum)" : "");
    Pattern samples = Pattern.compile("(?m)^" + series + "(\\{.*}|) [^ ]+$");
    Set<String> labels =
        samples
            .matcher(text)
            .results()
            .flatMap(sample -> LABEL.matcher(sample.group()).results())
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    return labels;
  }
}
