package org.patientjourney.activities.qualiphy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.webhook.Reading.Shipment;

/** Event 3 beyond its golden bodies. */
class ShipmentReadingTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  // printf 1Z00TEST000000417 | sha256sum
  private static final String HASH =
      "ca86859df2abd723396656c77219291985d51a15712b598706cd15fb9edac012";

  @Test
  void key_of_a_parcel_is_prescription_and_hash() {
    assertThat(keys(golden("event-3-parcel"))).containsExactly("9917:" + HASH);
    assertThat(golden("event-3-parcel").parcels().get(0).trackingHash()).contains(HASH);
  }

  @Test
  void one_parcel_has_one_key_in_every_spelling() {
    assertThat(
            List.of(
                keys(golden("event-3-number-ids")),
                keys(golden("event-3-padded-tracking")),
                keys(golden("event-3-additional-data")),
                keys(golden("event-3-parcel-and-empty-list"))))
        .containsOnly(keys(golden("event-3-parcel")));
  }

  @Test
  void parcels_of_one_list_have_different_keys() {
    assertThat(keys(golden("event-3-list-several"))).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void a_parcel_without_tracking_number_is_kept_and_has_no_hash() {
    for (String name :
        List.of("event-3-without-tracking-number", "event-3-empty-tracking-number")) {
      Shipment reading = golden(name);
      assertThat(reading.parcels())
          .singleElement()
          .satisfies(
              parcel -> {
                assertThat(parcel.trackingNumber()).isNull();
                assertThat(parcel.trackingHash()).isEmpty();
              });
      assertThat(keys(reading)).containsExactly("9917:");
    }
  }

  @Test
  void a_shipment_prints_ids_and_no_tracking_number() {
    Shipment reading = golden("event-3-additional-data");
    assertThat(reading.toString()).isEqualTo("Shipment[601240, 1 parcels]");
    assertThat(reading.parcels().get(0).toString()).isEqualTo("Parcel[not shown]");
  }

  private static List<String> keys(Shipment reading) {
    return reading.parcels().stream().map(Parcel::key).toList();
  }

  private static Shipment golden(String name) {
    return (Shipment) READER.read(GoldenBodies.body(name));
  }
}
