package org.patientjourney.app.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.JsonEdit.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.problem.ProblemType;

/** What holds for every body. The seed is fixed. */
class OrderReaderPropertyTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final OrderReader READER = TestOrders.reader(Mode.TEST);
  private static final ObjectNode EXAMPLE = TestOrders.withOwnPharmacy();
  private static final List<String> PLACES = JsonEdit.pointers(EXAMPLE);
  private static final List<String> REQUIRED =
      List.of(
          "/orderId",
          "/clinic",
          "/patient/id",
          "/patient/firstName",
          "/patient/lastName",
          "/patient/email",
          "/patient/phone",
          "/patient/dateOfBirth",
          "/patient/state",
          "/exams/0/examId");

  @Property(tries = 1000, seed = "11", shrinking = ShrinkingMode.OFF)
  void any_bytes_have_a_reading(@ForAll byte[] body) {
    assertThat(TestOrders.read(READER, body)).isNotNull();
  }

  @Property(tries = 1000, seed = "12", shrinking = ShrinkingMode.OFF)
  void any_text_has_a_reading(@ForAll String body) {
    assertThat(TestOrders.read(READER, body.getBytes(UTF_8))).isNotNull();
  }

  @Property(tries = 1000, seed = "13", shrinking = ShrinkingMode.OFF)
  void any_json_is_an_order_only_with_every_required_field(@ForAll("json") JsonNode json) {
    assertRead(json);
  }

  @Property(
      tries = 2000,
      seed = "14",
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void any_json_in_any_place_of_an_order_has_a_reading(
      @ForAll("place") String one,
      @ForAll("place") String other,
      @ForAll("json") JsonNode first,
      @ForAll("json") JsonNode second) {
    ObjectNode order = with(EXAMPLE, one, first);
    JsonNode parent = order.at(other.substring(0, other.lastIndexOf('/')));
    assertRead(parent.isObject() ? with(order, other, second) : order);
  }

  @Property(tries = 500, seed = "15", shrinking = ShrinkingMode.OFF)
  void an_order_without_any_one_thing_has_a_reading(@ForAll("place") String place) {
    assertRead(without(EXAMPLE, place));
  }

  @Property(tries = 2000, seed = "16", shrinking = ShrinkingMode.OFF)
  void an_order_with_a_changed_byte_has_a_reading(@ForAll int at, @ForAll byte changed) {
    byte[] body = EXAMPLE.toString().getBytes(UTF_8);
    body[Math.floorMod(at, body.length)] = changed;
    assertThat(TestOrders.read(READER, body)).isNotNull();
  }

  @Property(tries = 500, seed = "17", shrinking = ShrinkingMode.OFF)
  void an_order_cut_short_is_malformed(@ForAll int at) {
    String body = EXAMPLE.toString();
    String cut = body.substring(0, Math.floorMod(at, body.length()));
    assertThat(TestOrders.read(READER, cut.getBytes(UTF_8)).refusal())
        .isEqualTo(ProblemType.NOT_AN_ORDER);
  }

  private static void assertRead(JsonNode json) {
    TestOrders.Reading reading = TestOrders.read(READER, json.toString().getBytes(UTF_8));
    if (reading.refusal() == null) {
      assertThat(REQUIRED).noneMatch(pointer -> json.at(pointer).isMissingNode());
      assertThat(REQUIRED).noneMatch(pointer -> json.at(pointer).isNull());
    } else if (reading.refusal() == ProblemType.ORDER_REFUSED) {
      assertThat(TestOrders.problemsOf(reading)).isNotEmpty();
    } else {
      assertThat(json.isObject()).isFalse();
    }
  }

  @Provide
  Arbitrary<String> place() {
    return Arbitraries.of(PLACES);
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return json(2);
  }

  private static Arbitrary<JsonNode> json(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(NODES::textNode),
            Arbitraries.of("TE", "AL", "partner", "1990-04-01").map(NODES::textNode),
            Arbitraries.longs().map(NODES::numberNode),
            Arbitraries.doubles().map(NODES::numberNode),
            Arbitraries.of(true, false).map(NODES::booleanNode),
            Arbitraries.just(NODES.nullNode()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> below = json(depth - 1);
    Arbitrary<JsonNode> array =
        below.list().ofMaxSize(3).map(elements -> NODES.arrayNode().addAll(elements));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), below)
            .ofMaxSize(3)
            .map(members -> NODES.objectNode().setAll(members));
    return Arbitraries.oneOf(leaf, array, object);
  }
}
