package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;
import static org.patientjourney.app.order.TestOrders.problems;
import static org.patientjourney.app.order.TestOrders.withOwnPharmacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patientjourney.app.JsonEdit;
import org.patientjourney.app.problem.FieldProblem;

/** An unknown field is a typing error, and must not get lost. */
class UnknownFieldTest {
  @ParameterizedTest
  @MethodSource("objects")
  void an_unknown_field_is_refused_in_every_object_of_an_order(String object) {
    assertThat(problems(with(withOwnPharmacy(), object + "/colour", "red")))
        .containsExactly(
            new FieldProblem(
                object + "/colour", "no such field", "a field that orders do not have"));
  }

  static Stream<String> objects() {
    JsonNode order = withOwnPharmacy();
    return Stream.concat(
        Stream.of(""), JsonEdit.pointers(order).stream().filter(at -> order.at(at).isObject()));
  }

  @Test
  void the_objects_of_an_order_are_nine_and_the_order_itself() {
    assertThat(objects()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({"a/b,/a~1b", "a~b,/a~0b", "~1,/~01", "'',/", "FirstName,/FirstName"})
  void the_name_of_a_field_is_escaped_as_a_json_pointer(String name, String pointer) {
    ObjectNode order = withOwnPharmacy();
    order.put(name, "x");
    assertThat(problems(order)).extracting(FieldProblem::pointer).containsExactly(pointer);
  }

  @Test
  void a_very_long_name_is_cut() {
    ObjectNode order = withOwnPharmacy();
    order.put("n".repeat(10_000), "x");
    assertThat(problems(order))
        .extracting(FieldProblem::pointer)
        .isEqualTo(List.of("/" + "n".repeat(64)));
  }

  @Test
  void a_null_in_an_unknown_field_is_refused_too() {
    assertThat(problems(with(withOwnPharmacy(), "/colour", TestOrders.json("null"))))
        .extracting(FieldProblem::pointer)
        .containsExactly("/colour");
  }
}
