package org.patientjourney.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.patientjourney.bench.system.EngineProcess;

/** How fast deliveries are stored, beside a route of the same server that does nothing. */
public final class WebhookLoad {
  private static final int INVITES = 64;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration TIME = Duration.ofSeconds(4);

  private final AtomicInteger sequence = new AtomicInteger();
  private final List<JsonNode> invites;

  private WebhookLoad(List<JsonNode> invites) {
    this.invites = invites;
  }

  /** Tokens of invites that wait for their events. */
  public static WebhookLoad prepare(EngineProcess engine) throws IOException {
    return new WebhookLoad(Parked.order(engine, "webhook", INVITES));
  }

  /** Of an engine with the role api alone: what follows a stored delivery is not counted. */
  public void measure(EngineProcess engine, Report report) throws IOException {
    HttpLoad load = new HttpLoad(engine.url());
    HttpLoad.Requests durable = requests(false);
    HttpLoad.Requests nothing = requests(true);
    String name = engine.subject().name();
    load.flood(nothing, WARM_UP);
    load.flood(durable, WARM_UP);
    List<Double> stored = new ArrayList<>();
    List<Double> answered = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      answered.add(load.flood(nothing, TIME).perSecond());
      stored.add(load.flood(durable, TIME).perSecond());
    }
    report.add("do-nothing route, 64 connections, answers/s", name, answered);
    report.add("webhook, 64 connections, deliveries/s", name, stored);
    report.addRatio("webhook ÷ do-nothing route, 64 connections", name, stored, answered);
    double half = Samples.percentile(stored, 0.5) / 2;
    for (double rate : List.of(200.0, half)) {
      List<Double> p99 = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        p99.add(Samples.percentile(load.atRate(durable, TIME, rate).millis(), 0.99));
      }
      report.add("webhook p99 ms at " + (rate == half ? "half of that" : "200/s"), name, p99);
    }
  }

  private HttpLoad.Requests requests(boolean nothing) {
    return new HttpLoad.Requests() {
      @Override
      public String path(int number) {
        JsonNode invite = invites.get(number % INVITES);
        return nothing ? DoNothing.PATH : URI.create(invite.path("webhook_url").asText()).getPath();
      }

      @Override
      public String body(int number) {
        return """
            {"event": 1, "exam_id": 5101, "patient_exam_id": %s, "exam_name": "GFE: Neurotoxin & Filler",
             "exam_status": "Approved", "exam_url": null, "rx_status": null, "clinic_name": "juniper",
             "patient_email": "rivka@example.org", "patient_phone_number": "2025550147",
             "provider_name": "NP Dana Okafor", "questions_answers": [], "reason": "sequence %d"}
            """
            .formatted(
                Parked.patientExam(invites.get(number % INVITES)), sequence.incrementAndGet());
      }
    };
  }
}
