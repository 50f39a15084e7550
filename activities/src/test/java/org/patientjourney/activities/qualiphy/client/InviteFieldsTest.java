package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.qualiphy.client.InviteRequest.InviteFields;

class InviteFieldsTest {
  /** Fields that no order fills. */
  private static final Set<String> OURS = Set.of("api_key", "webhook_url", "additional_data");

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
