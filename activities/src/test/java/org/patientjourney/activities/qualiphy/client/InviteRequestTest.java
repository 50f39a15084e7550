package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.qualiphy.client.InviteRequest.InviteFields;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PharmacyRoute;

class InviteRequestTest {
  private static final URI WEBHOOK = URI.create("https://shop.example.org/hook");
  private static final OrderedExam RETAIL =
      TestInvites.exam(5309, TestInvites.partner().exams().get(0).pharmacy());
  private static final OrderedExam PACKAGE =
      TestInvites.exam(
          5204,
          new PharmacyRoute(PharmacyRoute.Route.PATIENT_CHOICE, null, null, null, null, null));
  private static final Order ORDER =
      TestInvites.order(TestInvites.goodFaith().order().patient(), null, null, RETAIL, PACKAGE);

  /** Fields that no order fills. */
  private static final Set<String> OURS = Set.of("api_key", "webhook_url", "additional_data");

  @Test
  void prints_ids_only() {
    assertThat(TestInvites.partner())
        .hasToString("InviteRequest[Order[juniper:WC-77], OrderedExam[5204]]");
    assertThat(new InviteFields(TestInvites.partner()).request())
        .hasToString("QualiphyRequest[exam_invite]");
  }

  @Test
  void needs_an_exam() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of()));
  }

  @Test
  void refuses_an_exam_twice() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of(RETAIL, RETAIL)));
  }

  @Test
  void refuses_an_exam_of_another_order() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meeting(List.of(TestInvites.exam(9999, null))));
  }

  @Test
  void refuses_two_pharmacies_because_a_meeting_takes_one_prescription_exam() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of(RETAIL, PACKAGE)));
  }

  @Test
  void takes_a_part_of_the_orders_exams() {
    assertThat(meeting(List.of(PACKAGE)).pharmacyIndex()).isEqualTo(1);
  }

  private static InviteRequest meeting(List<OrderedExam> exams) {
    return new InviteRequest(ORDER, exams, WEBHOOK, "WC-77");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Missing required field: phone_number        | /patient/phone",
        "dob must be YYYY-MM-DD                      | /patient/dateOfBirth",
        "Invalid tele_state                          | /patient/state",
        "'state' does not match tele_state           | /patient/homeAddress/state",
        "First_Name, last_name: required             | /patient/firstName",
        "\"email\":[\"is invalid\"]                  | /patient/email",
        "shipping_zip_code: five digits              | /shippingAddress/zip",
        "order_set_id not offered by pharmacy_id     | /exams/1/pharmacy/orderSetId",
        "ncpdpid unknown                             | /exams/1/pharmacy/ncpdpId",
        "pharmacy_state missing                      | /exams/1/pharmacy/address/state",
        "provider_pos_selection must be 1, 2 or 3    | /exams/1/pharmacy/route",
        "webhook_url or exams                        | /exams",
        "webhook_url is not reachable                |",
        "my_phone_number_2 is wrong                  |",
        "statement of velocity                       |",
        "Only one Rx exam is allowed per meeting.    |"
      })
  void first_whole_word_that_names_a_field_of_the_order(String text, @Nullable String pointer) {
    assertThat(pointer(text, TestInvites.partner())).isEqualTo(pointer);
  }

  @Test
  void a_pharmacy_field_without_pharmacy_points_to_the_meetings_first_exam() {
    assertThat(pointer("pharmacy_id required", TestInvites.goodFaith()))
        .isEqualTo("/exams/0/pharmacy/pharmacyId");
  }

  @ParameterizedTest
  @EnumSource(InviteWireTest.Sent.class)
  void every_field_filled_by_the_order_has_a_pointer(InviteWireTest.Sent sent) throws IOException {
    JsonNode body = new JsonMapper().readTree(sent.body());
    assertThat(body.properties())
        .extracting(field -> field.getKey())
        .filteredOn(name -> !OURS.contains(name))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(pointer(name, TestInvites.partner())).isNotNull());
  }

  private static @Nullable String pointer(String text, InviteRequest request) {
    return new InviteFields(request).pointerNamedIn(text);
  }
}
