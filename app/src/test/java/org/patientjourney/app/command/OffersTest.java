package org.patientjourney.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.CallerContext;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.command.Offer.Preview;
import org.patientjourney.workflows.command.JourneyCommand;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.JourneyState;
import org.patientjourney.workflows.line.Phases;
import org.patientjourney.workflows.policy.Moment;

/** A command is offered exactly when it is taken, and does what its preview says. */
class OffersTest {
  /** Those that a run takes. */
  private static final Set<CommandType> RUN = EnumSet.complementOf(EnumSet.of(CommandType.RESTART));

  private static final List<CallerContext> CALLERS =
      Stream.of(Role.OPERATIONS, Role.CARE)
          .map(role -> new CallerContext(new Caller(role, role, null)))
          .toList();

  private static final Origin ANY = new Origin("any-id", "operations", "any reason");

  private static final List<Map<String, String>> BODIES = bodies().toList();

  /** Every command that the API reads, by its kind and the values of its choices. */
  private static final Map<Map<String, String>, JourneyCommand> COMMANDS =
      BODIES.stream().collect(Collectors.toMap(body -> body, body -> read(body, ANY)));

  @Property(tries = 1000, seed = "21", shrinking = ShrinkingMode.OFF)
  void a_command_is_offered_exactly_when_it_is_taken_and_does_what_its_preview_says(
      @ForAll long seed) {
    compare(seed);
  }

  @Tag("endurance")
  @Property(tries = 30_000, shrinking = ShrinkingMode.OFF)
  void so_it_is_in_many_more_states(@ForAll long seed) {
    compare(seed);
  }

  @Example
  void the_generated_states_offer_each_kind_of_command_and_refuse_it() {
    Set<CommandType> offered = EnumSet.noneOf(CommandType.class);
    Set<CommandType> refused = EnumSet.noneOf(CommandType.class);
    for (long seed = 0; seed < 2000; seed++) {
      RandomJourney journey = journey(seed);
      Set<CommandType> here =
          offers(journey.afterSome(), journey.moment()).stream()
              .map(Offer::type)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(CommandType.class)));
      offered.addAll(here);
      RUN.stream().filter(type -> !here.contains(type)).forEach(refused::add);
    }
    assertThat(offered).isEqualTo(RUN);
    assertThat(refused).isEqualTo(RUN);
  }

  private static void compare(long seed) {
    RandomJourney journey = journey(seed);
    JourneyState state = journey.afterSome();
    Moment moment = journey.moment();
    Map<Map<String, String>, Preview> expected =
        COMMANDS.entrySet().stream()
            .filter(command -> RandomJourney.takes(state, command.getValue()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    command ->
                        Preview.of(
                            Phases.RULES.merge(state, command.getValue(), moment).state(),
                            moment.policy())));
    Map<Map<String, String>, Preview> offered =
        offers(state, moment).stream().collect(Collectors.toMap(OffersTest::choice, Offer::after));
    assertThat(offered).isEqualTo(expected);
  }

  private static RandomJourney journey(long seed) {
    return new RandomJourney(new Random(seed), OffersTest::drawn);
  }

  /** Some command with this origin. */
  private static JourneyCommand drawn(Random random, Origin origin) {
    return read(BODIES.get(random.nextInt(BODIES.size())), origin);
  }

  private static List<Offer> offers(JourneyState state, Moment moment) {
    return Offers.all(state, type -> true, command -> RandomJourney.takes(state, command), moment);
  }

  private static Map<String, String> choice(Offer offer) {
    Map<String, String> choice = new HashMap<>(offer.chosen());
    choice.put("command", offer.type().spelled());
    return choice;
  }

  private static Stream<Map<String, String>> bodies() {
    return Stream.concat(
        Arrays.stream(HoldReason.values())
            .map(hold -> Map.of("command", "release", "hold", hold.name())),
        Stream.of(
            Map.of("command", "hold"),
            Map.of("command", "resolve-invite", "resolution", "exists"),
            Map.of("command", "resolve-invite", "resolution", "send-again"),
            Map.of("command", "resend"),
            Map.of("command", "re-invite"),
            Map.of("command", "record-decision", "decision", "approved"),
            Map.of("command", "record-decision", "decision", "rejected"),
            Map.of("command", "invite-delivered"),
            Map.of("command", "waive-follow-up"),
            Map.of("command", "cancel"),
            Map.of("command", "close")));
  }

  /** As the API reads it, with words of its own in the fields that a person writes. */
  private static JourneyCommand read(Map<String, String> choice, Origin origin) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    choice.forEach(body::put);
    body.put("commandId", origin.id()).put("reason", origin.reason());
    switch (body.path("command").asText()) {
      case "resolve-invite" -> {
        if (body.path("resolution").asText().equals("exists")) {
          body.put("patientExamId", "601");
        }
      }
      case "record-decision" -> body.put("evidence", "seen there");
      case "waive-follow-up" -> body.put("waivedBy", "nurse");
      default -> {}
    }
    Optional<CommandType> type = CommandType.of(body);
    CallerContext caller =
        CALLERS.stream().filter(type.orElseThrow()::isFor).findFirst().orElseThrow();
    return type.orElseThrow().command(CommandResource.read(body, type, caller, List.of()));
  }
}
