package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that say the same share a digest, however they spell it. */
class ContentDigestTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  private static final String PARCEL =
      """
      {"event": 3, "patient_exam_id": "601240", "prescription_id": "9917",
       "tracking_number": "1Z00TEST000000417", "delivery_service": "Standard",
       "order_id": "JC-55120"}
      """;
  private static final String MEDICINE =
      """
      {"event": 2, "exam_id": 5204, "patient_exam_id": 601240, "exam_status": "Approved",
       "prescribed_os_id": 884, "prescription": [
         {"prescription_id": 9917, "drug_name": "Canariazepatide", "strength": "10 mg/mL",
          "quantity": "2", "directions": "Inject 10 units weekly", "schedule_code": "",
          "ndc_number": "", "gpi_number": "", "active_ingredient": ["Peptide"]},
         {"prescription_id": 9918, "drug_name": "Ondansetron", "quantity": "10"}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'order_id':'55120','delivery_service':'STANDARD','tracking_number':'1z00test000000417',"
            + "'prescription_id':9917,'patient_exam_id':601240,'event':'3'}",
        "{'event':3,'patient_exam_id':'601240','prescription_id':'9917','order_id':'#55120',"
            + "'tracking_number':'1Z00 TEST 000000417','delivery_service':' Standard',"
            + "'additional_data':'sent along','pharmacy_location':null}"
      })
  void one_parcel_in_another_spelling(String respelled) {
    assertThat(digest(respelled.replace('\'', '"'))).isEqualTo(digest(PARCEL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard", "1Z00TEST000000417", "55120"})
  void a_parcel_with_other_content(String part) {
    assertThat(digest(PARCEL.replace(part, "77"))).isNotEqualTo(digest(PARCEL));
  }

  @Test
  void one_prescription_in_another_spelling() {
    String respelled =
        """
        {"prescription": [
           {"drug_name": " Ondansetron", "quantity": 10.0, "prescription_id": "9918"},
           {"directions": " Inject 10  units\u00a0weekly", "quantity": "2.0",
            "strength": "10 mg/mL", "active_ingredient": "Peptide", "drug_name": "Canariazepatide", "prescription_id": "9917", "pharmacy_contacts": []}],
         "exam_url": "https://pdf.example.org/r/1.pdf?Signature=other", "prescribed_os_id": "884",
         "exam_status": "approved", "patient_exam_id": "601240", "exam_id": "5204", "event": 2}
        """;
    assertThat(digest(respelled)).isEqualTo(digest(MEDICINE));
    assertThat(medicines(respelled)).isEqualTo(medicines(MEDICINE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Canariazepatide",
        "10 mg/mL",
        "Inject 10 units weekly",
        "quantity\": \"2",
        "schedule_code\": \"",
        "ndc_number\": \"",
        "gpi_number\": \"",
        "Peptide"
      })
  void a_medicine_that_is_changed(String part) {
    String changed = MEDICINE.replace(part, part + "3");
    assertThat(digest(changed)).isNotEqualTo(digest(MEDICINE));
    assertThat(medicines(changed).get("9917")).isNotEqualTo(medicines(MEDICINE).get("9917"));
    assertThat(medicines(changed).get("9918")).isEqualTo(medicines(MEDICINE).get("9918"));
  }

  @ParameterizedTest
  @CsvSource({"5 mU, 5 MU", "5 x 10\u2076, 5 x 106", "50 mg, 50 Mg"})
  void a_strength_in_another_case_is_another_strength(String strength, String other) {
    String one = MEDICINE.replace("10 mg/mL", strength);
    String changed = MEDICINE.replace("10 mg/mL", other);
    assertThat(digest(changed)).isNotEqualTo(digest(one));
    assertThat(medicines(changed).get("9917")).isNotEqualTo(medicines(one).get("9917"));
  }

  @ParameterizedTest
  @CsvSource({"A100, B100", "12-34, 123-4", "JC-A100, JC-B100", "JC-12-34, JC-123-4"})
  void another_number_of_the_pharmacy_is_another_parcel(String number, String other) {
    assertThat(digest(PARCEL.replace("JC-55120", other)))
        .isNotEqualTo(digest(PARCEL.replace("JC-55120", number)));
  }

  @Test
  void a_prescription_whose_exam_has_another_status_is_another() {
    assertThat(digest(MEDICINE.replace("Approved", "Rejected"))).isNotEqualTo(digest(MEDICINE));
    assertThat(digest(MEDICINE.replace("Approved", "Odd")))
        .isNotEqualTo(digest(MEDICINE.replace("Approved", "Odder")));
  }

  @Test
  void a_pharmacy_contact_changes_the_event_and_not_the_medicine() {
    String contact =
        MEDICINE.replace("\"schedule_code\": \"\"", "\"pharmacy_name\": \"Juniper Pharmacy\"");
    assertThat(digest(contact)).isNotEqualTo(digest(MEDICINE));
    assertThat(medicines(contact)).isEqualTo(medicines(MEDICINE));
  }

  private static String digest(String body) {
    Reading reading = READER.read(body.getBytes(UTF_8));
    return reading instanceof Reading.Prescription prescription
        ? prescription.digest()
        : ((Reading.Shipment) reading).digest();
  }

  private static Map<String, String> medicines(String body) {
    return ((Reading.Prescription) READER.read(body.getBytes(UTF_8))).medicineDigests();
  }
}
