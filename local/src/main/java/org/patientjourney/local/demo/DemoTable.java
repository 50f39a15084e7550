package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of all stories, a line for each journey. */
final class DemoTable {
  private DemoTable() {}

  /** Shows only the first of an incident's forty journeys. */
  static List<String> of(List<StoryRun> runs) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "journey",
            "invite, handover, decision, fulfilment",
            "invites",
            "events",
            "travelled",
            "checks"));
    for (StoryRun run : runs) {
      String clinic = run.story().clinic();
      String invites = Integer.toString(run.provider().invites(clinic).size());
      String events = Long.toString(run.provider().eventsOf(clinic));
      String travelled = run.travelled().toDays() + " d";
      String checks = Integer.toString(run.checks());
      for (JsonNode journey : run.engine().journeysOf(clinic)) {
        String id = journey.path("journeyId").asText();
        if (id.contains(":" + StoryRun.ORDER_ID + ":")) {
          lines.add(row(id, facets(journey), invites, events, travelled, checks));
          invites = "";
          events = "";
          travelled = "";
          checks = "";
        }
      }
    }
    return lines;
  }

  private static String facets(JsonNode journey) {
    JsonNode facets = journey.path("facets");
    return String.join(
        ", ",
        facets.path("invite").asText(),
        facets.path("handover").asText(),
        facets.path("decision").asText(),
        facets.path("fulfilment").asText());
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-46s %-62s %7s %6s %9s %6s", cells).stripTrailing();
  }
}
