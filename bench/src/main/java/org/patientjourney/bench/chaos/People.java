package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.patientjourney.bench.chaos.Plan.Order;
import org.patientjourney.local.http.JsonClient;

/** A clinic's backend, which repeats what was not answered, and an operator who ends holds. */
final class People {
  private static final String REASON = "as the provider's portal shows it";

  private final JsonClient backend;
  private final JsonClient operations;
  private final JsonClient sandbox;
  private final Deque<Order> toPlace = new ArrayDeque<>();
  private final Deque<Order> toCancel = new ArrayDeque<>();
  private final Set<String> waiting = new HashSet<>();

  // Read while they are at work.
  private final Map<String, Integer> deeds = new ConcurrentSkipListMap<>();
  private final Set<Alarms.Hold> asked = ConcurrentHashMap.newKeySet();

  People(Installation installation) {
    backend = installation.backend();
    operations = installation.operations();
    sandbox = installation.sandbox();
  }

  void wantOrder(Order order) {
    toPlace.add(order);
  }

  /** What they did, by how often. */
  Map<String, Integer> deeds() {
    return deeds;
  }

  /** What was answered 500: a part that is down is 503, or no answer. */
  List<String> bugs() {
    return deeds.keySet().stream().filter(deed -> deed.endsWith(": 500")).toList();
  }

  /** Every hold that they saw. */
  Set<Alarms.Hold> asked() {
    return asked;
  }

  /** Posts each order until it is accepted, and cancels likewise. */
  void order() {
    repeat(
        toPlace,
        order -> {
          boolean taken = isTaken(backend.post("/orders", order.toJson()));
          if (taken && order.story() == Story.CANCEL) {
            toCancel.add(order);
          } else if (taken && order.story() == Story.WAIT) {
            waiting.add(order.journey(5101));
          }
          return taken;
        });
    repeat(
        toCancel,
        order ->
            isTaken(
                backend.post(
                    "/orders/" + order.clinic() + "/" + order.id() + "/cancel", words("cancel"))));
  }

  /** Ends each hold as docs/journey.md says, and asks for events that the provider gave up. */
  void operate() {
    try {
      JsonNode provider = sandbox.get("/sandbox/state").success();
      sandbox.post("/sandbox/release", JsonNodeFactory.instance.objectNode()).success();
      for (JsonNode event : provider.path("events")) {
        if (event.path("state").asText().equals("failed")) {
          sandbox.post(
              "/sandbox/deliver",
              JsonNodeFactory.instance.objectNode().put("event", event.path("id").asLong()));
          count("events sent again on request");
        }
      }
      for (JsonNode journey : openJourneys()) {
        if (isToBeResent(journey)) {
          resend(journey.path("journeyId").asText());
        }
        for (JsonNode hold : journey.path("holds")) {
          asked.add(
              new Alarms.Hold(journey.path("journeyId").asText(), hold.path("reason").asText()));
          command(journey, hold, provider).ifPresent(it -> give(journey, hold, it));
        }
      }
    } catch (IOException interrupted) {
      count("looked in vain");
    }
  }

  private List<JsonNode> openJourneys() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = operations.get("/journeys?open=true&limit=500" + after).success().path("journeys");
      page.forEach(found::add);
      after =
          page.isEmpty() ? "" : "&after=" + page.path(page.size() - 1).path("journeyId").asText();
    } while (page.size() == 500);
    return found;
  }

  /** Empty where the engine or the provider goes on by itself. */
  private static Optional<ObjectNode> command(JsonNode journey, JsonNode hold, JsonNode provider) {
    String reason = hold.path("reason").asText();
    String id = journey.path("journeyId").asText();
    ObjectNode words = words(reason + "-" + hold.path("since").asText().replaceAll("\\W", "-"));
    return switch (reason) {
      case "INVITE_UNKNOWN" -> Optional.of(resolution(words, id, provider));
      case "HANDOVER" -> Optional.of(words.put("command", "invite-delivered"));
      case "NOT_APPLICABLE" -> Optional.of(words.put("command", "close"));
      case "CANCEL_FAILED", "UNREADABLE_DELIVERY" ->
          Optional.of(words.put("command", "release").put("hold", reason));
      default -> Optional.empty();
    };
  }

  private static ObjectNode resolution(ObjectNode words, String journey, JsonNode provider) {
    List<JsonNode> found = Provider.patientExams(provider, journey);
    words.put("command", "resolve-invite");
    return found.isEmpty()
        ? words.put("resolution", "send-again")
        : words
            .put("resolution", "exists")
            .put("patientExamId", found.get(0).path("patient_exam_id").asText());
  }

  private void give(JsonNode journey, JsonNode hold, ObjectNode command) {
    String path = "/journeys/" + journey.path("journeyId").asText() + "/commands";
    String name = command.path("command").asText();
    try {
      int status = operations.post(path, command).status();
      count(name + " " + hold.path("reason").asText() + ": " + status);
    } catch (IOException interrupted) {
      count(name + " without an answer");
    }
  }

  /** A patient who waits asks for the link once. */
  private boolean isToBeResent(JsonNode journey) {
    return journey.path("stage").asText().equals("AWAITING_CONSULTATION")
        && waiting.contains(journey.path("journeyId").asText());
  }

  private void resend(String journey) {
    try {
      ObjectNode command = words("resend").put("command", "resend");
      int status = operations.post("/journeys/" + journey + "/commands", command).status();
      count("resend: " + status);
      if (status == 200) {
        waiting.remove(journey);
      }
    } catch (IOException interrupted) {
      count("resend without an answer");
    }
  }

  private static ObjectNode words(String commandId) {
    return JsonNodeFactory.instance.objectNode().put("commandId", commandId).put("reason", REASON);
  }

  private void count(String deed) {
    deeds.merge(deed, 1, Integer::sum);
  }

  @FunctionalInterface
  private interface Deed {
    boolean isDone(Order order) throws IOException;
  }

  /** What is not done is tried again at the next call. */
  private void repeat(Deque<Order> orders, Deed deed) {
    for (int left = orders.size(); left > 0; left--) {
      Order order = orders.remove();
      try {
        if (deed.isDone(order)) {
          continue;
        }
      } catch (IOException interrupted) {
        count("posted without an answer");
      }
      orders.add(order);
    }
  }

  /** A refusal is a fault of this program, a 500 of the engine: both are counted. */
  private boolean isTaken(JsonClient.Answer answer) {
    if (answer.status() / 100 == 4 || answer.status() == 500) {
      count("posted and refused: " + answer.status());
    }
    return answer.status() / 100 == 2;
  }
}
