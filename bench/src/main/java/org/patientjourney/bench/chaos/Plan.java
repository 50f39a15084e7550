package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.patientjourney.local.demo.DemoOrder;

/** What is ordered and killed, in which order: the same for the same seed. */
record Plan(List<Step> steps) {
  /** A part that is named twice is killed twice as often. */
  private static final List<String> TARGETS =
      List.of(
          "api",
          "api",
          "relay",
          "relay",
          "worker",
          "worker",
          "temporal",
          "postgres",
          "temporal-postgres");

  /** Of the sandbox's faults those that its provider may have on any day. */
  private static final List<String> CALL_FAULTS =
      List.of(
          "timeout-after-success",
          "error-500-after-success",
          "ok-without-ids",
          "error-500",
          "rate-limited",
          "html",
          "slow");

  private static final List<String> CALLS =
      List.of("exam_invite", "exam_invite", "exam_invite_resend", "exam_invite_cancel");

  private static final List<String> EVENT_FAULTS =
      List.of("duplicate-event", "drop-then-redeliver", "corrupt-event", "reorder-events");

  private static final List<Story> STORIES = List.of(Story.values());
  private static final int SLOW_MILLIS = 700;
  private static final int LONGEST_GAP_MILLIS = 1_500;

  /**
   * One order and one kill.
   *
   * @param faults to arm before the order
   * @param early whether the part is killed even if not all have started up again
   */
  record Step(
      Optional<Order> order, List<ObjectNode> faults, Duration gap, String target, boolean early) {}

  /** Of one fictional patient. */
  record Order(Story story, String clinic, String id) {
    ObjectNode toJson() {
      DemoOrder order = new DemoOrder(clinic, id, story.lastName());
      if (story == Story.GLP1) {
        order.partner(5204);
      } else {
        story.ends().keySet().stream().sorted().forEach(order::exams);
      }
      ObjectNode json = order.toJson();
      json.withObject("/patient").put("id", "patient-of-" + id);
      return json;
    }

    /** A follow-up is a journey of its own beside the exam that it follows. */
    String journey(int exam) {
      String visit = clinic + ":" + id + ":";
      return exam == 5205 ? visit + "5204:follow-up" : visit + exam;
    }
  }

  static Plan of(long seed, int kills) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      Story story = STORIES.get(random.nextInt(STORIES.size()));
      String clinic = story == Story.GLP1 || random.nextInt(4) == 0 ? "cedar" : "juniper";
      boolean orders = i < 4 || random.nextInt(3) > 0;
      steps.add(
          new Step(
              orders ? Optional.of(new Order(story, clinic, "chaos-" + i)) : Optional.empty(),
              faults(random, clinic),
              Duration.ofMillis(random.nextInt(LONGEST_GAP_MILLIS)),
              TARGETS.get(random.nextInt(TARGETS.size())),
              random.nextBoolean()));
    }
    return new Plan(List.copyOf(steps));
  }

  List<Order> orders() {
    return steps.stream().flatMap(step -> step.order().stream()).toList();
  }

  private static List<ObjectNode> faults(Random random, String clinic) {
    List<ObjectNode> faults = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      String fault = CALL_FAULTS.get(random.nextInt(CALL_FAULTS.size()));
      ObjectNode call = fault(fault, clinic);
      if (fault.equals("slow")) {
        call.put("millis", SLOW_MILLIS);
      }
      if (!fault.equals("ok-without-ids")) {
        call.put("endpoint", CALLS.get(random.nextInt(CALLS.size())));
      }
      faults.add(call);
    }
    if (random.nextInt(3) == 0) {
      faults.add(fault(EVENT_FAULTS.get(random.nextInt(EVENT_FAULTS.size())), clinic));
    }
    return faults;
  }

  static ObjectNode fault(String name, String clinic) {
    return JsonNodeFactory.instance.objectNode().put("fault", name).put("clinic", clinic);
  }
}
