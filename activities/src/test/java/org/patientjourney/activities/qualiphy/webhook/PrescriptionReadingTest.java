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
  void both_shapes_tell_the_same_drug() {
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
  void numbers_and_texts_tell_the_same_drug() {
    assertThat(golden("event-2-text-ids").items()).isEqualTo(golden("event-2-one-drug").items());
    assertThat(golden("event-2-number-quantity").items())
        .isEqualTo(golden("event-2-one-drug").items());
  }

  @Test
  void the_ids_are_sorted_and_each_stands_once() {
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

  private static Prescription read(String prescription) {
    try {
      ObjectNode body = (ObjectNode) new JsonMapper().readTree(TestEvents.bytes("event-2.json"));
      body.set("prescription", new JsonMapper().readTree(prescription.replace('\'', '"')));
      return (Prescription) READER.read(TestEvents.bytes(body));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
  }

  private static Prescription golden(String name) {
    return (Prescription) READER.read(GoldenBodies.body(name));
  }
}
