package org.patientjourney.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import org.patientjourney.bench.system.EngineProcess;
import org.patientjourney.bench.system.Http;

/**
 * A thousand parked journeys on a laptop: what they take, and how long three weeks of theirs are.
 */
public final class ThreeWeeks {
  private static final int JOURNEYS = 1_000;

  private ThreeWeeks() {}

  public static void measure(EngineProcess engine, Report report) throws IOException {
    String name = engine.subject().name();
    report.add("memory of a fresh engine, MB", name, engine.process().residentMegabytes());
    Parked.order(engine, "parked", JOURNEYS);
    travel(engine, Duration.ofSeconds(1));
    report.add("memory with 1,000 parked, MB", name, engine.process().residentMegabytes());
    report.add("threads with 1,000 parked", name, engine.process().threads());
    Duration cpu = engine.process().cpu();
    JsonNode arrival = travel(engine, Duration.ofDays(21));
    report.add(
        "three weeks for 1,000 journeys, s",
        name,
        Duration.parse(arrival.path("took").asText()).toMillis() / 1e3);
    report.add(
        "the same, CPU s of the engine", name, engine.process().cpu().minus(cpu).toMillis() / 1e3);
    report.add("the same, steps of the clock", name, arrival.path("steps").asDouble());
  }

  private static JsonNode travel(EngineProcess engine, Duration by) throws IOException {
    return Http.post(
        engine.url().resolve("/clock"),
        engine.key("operations"),
        JsonNodeFactory.instance.objectNode().put("by", by.toString()));
  }
}
