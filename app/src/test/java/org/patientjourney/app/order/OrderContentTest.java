package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.workflows.order.Order;

class OrderContentTest {
  @ParameterizedTest
  @MethodSource("orders")
  void posted_again_it_is_the_same_order(JsonNode posted) {
    Order order = TestOrders.accepted(posted);

    assertThat(TestOrders.accepted(OrderContent.of(order))).isEqualTo(order);
  }

  static Stream<JsonNode> orders() {
    return Stream.of(TestOrders.example(), TestOrders.withOwnPharmacy(), TestOrders.smallest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"patient-choice", "provider-choice"})
  void a_route_is_spelled_as_it_was_posted(String route) {
    JsonNode posted = with(TestOrders.example(), "/exams/1/pharmacy", route(route));

    assertThat(OrderContent.of(TestOrders.accepted(posted)).at("/exams/1/pharmacy"))
        .isEqualTo(route(route));
  }

  @Test
  void absent_fields_are_left_out() {
    JsonNode content = OrderContent.of(TestOrders.accepted(TestOrders.smallest()));

    assertThat(content.at("/patient/gender").isMissingNode()).isTrue();
    assertThat(content.at("/redirects").isMissingNode()).isTrue();
    assertThat(content.at("/patient/lastName").asText()).isEqualTo("Approve");
  }

  private static JsonNode route(String route) {
    return TestOrders.json("{ \"route\": \"" + route + "\" }");
  }
}
