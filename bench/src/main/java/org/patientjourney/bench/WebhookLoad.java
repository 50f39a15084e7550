package org.patientjourney.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** How fast deliveries are stored, beside a route of the same server that does nothing. */
final class WebhookLoad {
  static final int INVITES = 64;

  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration TIME = Duration.ofSeconds(4);

  private final AtomicInteger sequence = new AtomicInteger();
  private final List<JsonNode> invites;

  /**
   * @param invites with the tokens of exams that wait for their events
   */
  WebhookLoad(List<JsonNode> invites) {
    this.invites = invites;
  }

  void measure(EngineProcess engine, Report report) throws IOException {
    HttpLoad load = new HttpLoad(engine.url());
    String name = engine.subject().name();
    load.run(this::nothing, WARM_UP, 0);
    load.run(this::durable, WARM_UP, 0);
    List<Double> stored = new ArrayList<>();
    List<Double> answered = new ArrayList<>();
    List<Double> cpuOfStored = new ArrayList<>();
    List<Double> cpuOfAnswered = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      answered.add(perSecond(engine, load, this::nothing, cpuOfAnswered));
      stored.add(perSecond(engine, load, this::durable, cpuOfStored));
    }
    report.add("do-nothing route, CPU µs of the engine per answer", name, cpuOfAnswered);
    report.add("webhook, CPU µs of the engine per delivery", name, cpuOfStored);
    report.add("do-nothing route, 64 connections, answers/s", name, answered);
    report.add("webhook, 64 connections, deliveries/s", name, stored);
    report.addRatio("webhook ÷ do-nothing route, 64 connections", name, stored, answered);
    double half = Report.percentile(stored, 0.5) / 2;
    for (double rate : List.of(200.0, half)) {
      List<Double> p99 = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        p99.add(Report.percentile(load.run(this::durable, TIME, rate).millis(), 0.99));
      }
      report.add("webhook p99 ms at " + (rate == half ? "half of that" : "200/s"), name, p99);
    }
  }

  private static double perSecond(
      EngineProcess engine, HttpLoad load, IntFunction<HttpLoad.Request> requests, List<Double> cpu)
      throws IOException {
    Duration before = engine.subject().process().cpu();
    HttpLoad.Result result = load.run(requests, TIME, 0);
    Duration used = engine.subject().process().cpu().minus(before);
    cpu.add(used.toNanos() / 1e3 / result.millis().size());
    return result.perSecond();
  }

  private HttpLoad.Request nothing(int number) {
    return new HttpLoad.Request(DoNothing.PATH, body(number));
  }

  private HttpLoad.Request durable(int number) {
    String url = invites.get(number % INVITES).path("webhook_url").asText();
    return new HttpLoad.Request(URI.create(url).getPath(), body(number));
  }

  private String body(int number) {
    return """
        {"event": 1, "exam_id": 5101, "patient_exam_id": %s, "exam_name": "GFE: Neurotoxin & Filler",
         "exam_status": "Approved", "exam_url": null, "rx_status": null, "clinic_name": "juniper",
         "patient_email": "rivka@example.org", "patient_phone_number": "2025550147",
         "provider_name": "NP Dana Okafor", "questions_answers": [], "reason": "sequence %d"}
        """
        .formatted(
            EngineProcess.patientExam(invites.get(number % INVITES)), sequence.incrementAndGet());
  }
}
