package org.patientjourney.activities.qualiphy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.webhook.Reading.Prescription;

/** Event 2 beyond its golden bodies. */
class PrescriptionReadingTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @Test
  void both_shapes_are_read_as_the_same_drug() {
    PrescriptionItem listed = golden("event-2-one-drug").items().get(0);
    PrescriptionItem flat = golden("event-2-flat").items().get(0);
    assertThat(flat.prescriptionId()).isEqualTo(listed.prescriptionId());
    assertThat(flat.drug())
        .usingRecursiveComparison()
        .ignoringFields("activeIngredients", "inactiveIngredients")
        .isEqualTo(listed.drug());
    assertThat(flat.drug().inactiveIngredients()).containsExactly("Water", "Sodium chloride");
    assertThat(flat.supply().dispenseNumber()).isEqualTo("2");
    assertThat(flat.supply())
        .usingRecursiveComparison()
        .ignoringFields("dispenseNumber")
        .isEqualTo(listed.supply());
  }

  @Test
  void numbers_and_texts_are_read_as_the_same_drug() {
    assertThat(golden("event-2-text-ids").items()).isEqualTo(golden("event-2-one-drug").items());
    assertThat(golden("event-2-number-quantity").items())
        .isEqualTo(golden("event-2-one-drug").items());
  }

  @Test
  void the_ids_are_sorted_and_unique() {
    assertThat(ids("[{'prescription_id':20},{'prescription_id':'3'},{},{'prescription_id':20.0}]"))
        .containsExactly("20", "3");
    assertThat(ids("[{'prescription_id':'3'},{'prescription_id':'20'}]"))
        .containsExactly("20", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'C3'",
        "'c2'",
        "' C4 '",
        "3",
        "'pending'",
        "'unknown'",
        "'TBD'",
        "true",
        "['C3']"
      })
  void a_schedule_makes_a_controlled_drug(String code) {
    assertThat(item("{'schedule_code':" + code + "}").isControlled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "' '",
        "'None'",
        "'N/A'",
        "'n.a.'",
        "'0'",
        "0",
        "'-'",
        "'Not applicable'",
        "false",
        "[]"
      })
  void no_schedule_makes_no_controlled_drug(String code) {
    assertThat(item("{}").isControlled()).isFalse();
    assertThat(item("{'schedule_code':" + code + "}").isControlled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'drug_name':['%s']",
        "'dosage_form_type':{'name':'%s'}",
        "'strength':{'value':'%s'}",
        "'size':['%s']",
        "'ndc_number':['%s']",
        "'gpi_number':['%s']",
        "'quantity':['%s']",
        "'quantity_units':['%s']",
        "'directions':['Inject %s weekly']",
        "'active_ingredient':[{'name':'%s'}]",
        "'active_ingredient':{'%s':'5 mg'}",
        "'drug_details':{'strength':['%s']}",
        "'drug_details':'%s'"
      })
  void a_field_of_an_unexpected_type_makes_the_medicine_unknown(String field) {
    assertThat(knows("[{'prescription_id':20," + field.formatted("10 units") + "}]")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'directions':['Inject %s weekly']",
        "'strength':{'value':'%s'}",
        "'ndc_number':['%s']",
        "'active_ingredient':[{'name':'%s'}]",
        "'drug_details':[{'drug_name':'One'},{'drug_name':'Two','strength':'%s'}]"
      })
  void two_doses_in_a_field_of_an_unexpected_type_have_different_digests(String field) {
    String entry = "[{'prescription_id':20," + field + "}]";
    Prescription one = read(entry.formatted("10 units"));
    Prescription other = read(entry.formatted("50 units"));
    assertThat(one.digest()).isNotEqualTo(other.digest());
    assertThat(one.medicineDigests()).isNotEqualTo(other.medicineDigests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'prescription_id':20}",
        "{'prescription_id':20,'drug_details':[{'drug_name':'One'}]}",
        "{'prescription_id':20,'strength':5,'directions':null,'active_ingredient':['One','Two']}"
      })
  void a_medicine_in_a_shape_of_the_contract_is_known(String entry) {
    assertThat(knows("[" + entry + "]")).isTrue();
  }

  @Test
  void each_drug_of_an_entry_is_kept_and_none_is_known() {
    String entry =
        "{'prescription_id':20,'drug_details':"
            + "[{'drug_name':'One'},{'drug_name':'Two','schedule_code':'C3'}]}";
    assertThat(read("[" + entry + "]").items())
        .allMatch(PrescriptionItem::isControlled)
        .extracting(item -> item.drug().name())
        .containsExactly("One", "Two");
    assertThat(knows("[" + entry + "]")).isFalse();
  }

  @Test
  void one_schedule_of_an_entry_makes_it_controlled() {
    assertThat(item("{'schedule_code':'C3','drug_details':{'schedule_code':''}}").isControlled())
        .isTrue();
    assertThat(item("{'schedule_code':'C3','drug_details':{'schedule_code':'C2'}}").drug())
        .returns("C2, C3", PrescriptionItem.Drug::scheduleCode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prescription_id':21",
        "'drug_name':'Two'",
        "'strength':'5 mg'",
        "'schedule_code':'C3'",
        "'drug_details':[{'drug_name':'Two'}]"
      })
  void a_medicine_beside_the_list_is_kept_and_makes_the_medicines_unknown(String field) {
    Prescription reading = read("[{'prescription_id':20}]", "{" + field + "}");
    assertThat(reading.items()).hasSize(2);
    assertThat(reading.status().medicinesKnown()).isFalse();
    assertThat(reading.items().get(1).isControlled()).isEqualTo(field.contains("C3"));
  }

  @Test
  void empty_fields_beside_the_list_are_no_medicine() {
    Prescription reading =
        read("[{'prescription_id':20}]", "{'prescription_id':null,'schedule_code':'','size':''}");
    assertThat(reading.items()).hasSize(1);
    assertThat(reading.status().medicinesKnown()).isTrue();
  }

  @Test
  void a_prescription_prints_ids_and_no_health_data() {
    Prescription reading = golden("event-2-additional-data");
    assertThat(reading.toString()).isEqualTo("Prescription[601240, [9917]]");
    PrescriptionItem item = reading.items().get(0);
    assertThat(Stream.of(item, item.drug(), item.supply(), item.pharmacyContacts().get(0)))
        .extracting(Object::toString)
        .containsExactly(
            "PrescriptionItem[not shown]",
            "Drug[not shown]",
            "Supply[not shown]",
            "Contact[not shown]");
  }

  private static PrescriptionItem item(String entry) {
    return read("[" + entry + "]").items().get(0);
  }

  private static List<String> ids(String prescription) {
    return read(prescription).prescriptionIds();
  }

  private static boolean knows(String prescription) {
    return read(prescription).status().medicinesKnown();
  }

  private static Prescription read(String prescription) {
    return read(prescription, "{}");
  }

  private static Prescription read(String prescription, String beside) {
    try {
      ObjectNode body = (ObjectNode) new JsonMapper().readTree(TestEvents.bytes("event-2.json"));
      body.set("prescription", new JsonMapper().readTree(prescription.replace('\'', '"')));
      body.setAll((ObjectNode) new JsonMapper().readTree(beside.replace('\'', '"')));
      return (Prescription) READER.read(TestEvents.bytes(body));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
  }

  private static Prescription golden(String name) {
    return (Prescription) READER.read(GoldenBodies.body(name));
  }
}
