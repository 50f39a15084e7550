package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.activities.qualiphy.webhook.Reading.UnknownEvent;
import org.patientjourney.activities.qualiphy.webhook.Reading.Unreadable;
import org.patientjourney.workflows.fact.ExamStatus;

/** Properties that hold for every body, of generated ones too. */
class QualiphyWebhookReaderPropertyTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @Property(tries = 1000)
  void any_bytes_have_a_reading(@ForAll byte[] body) {
    assertThat(READER.read(body)).isNotNull();
  }

  @Property(tries = 1000)
  void any_text_has_a_reading(@ForAll String body) {
    assertThat(READER.read(body.getBytes(UTF_8))).isNotNull();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void other_json_is_an_unknown_event_or_unreadable(@ForAll("json") JsonNode json)
      throws IOException {
    Reading reading = READER.read(TestEvents.bytes(json));
    if (json.isObject()) {
      assertThat(reading).isInstanceOf(UnknownEvent.class);
    } else {
      assertThat(reading).isEqualTo(new Unreadable(Unreadable.NOT_AN_OBJECT));
    }
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void any_json_in_a_field_still_makes_a_consultation_that_can_be_stored(
      @ForAll("field") String field, @ForAll("json") JsonNode value) throws IOException {
    Reading reading = READER.read(TestEvents.bytes(TestEvents.consultation().set(field, value)));
    assertThat(reading).isInstanceOf(Consultation.class);
    assertThat(new JsonMapper().writeValueAsBytes(((Consultation) reading).detail())).isNotEmpty();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void any_json_in_a_field_still_makes_the_reading_of_its_event_that_can_be_stored(
      @ForAll("body") String name, @ForAll Random random, @ForAll("json") JsonNode value)
      throws IOException {
    ObjectNode body = (ObjectNode) TestEvents.JSON.readTree(GoldenBodies.body(name));
    Class<?> kind = READER.read(TestEvents.bytes(body)).getClass();
    Reading reading =
        READER.read(TestEvents.bytes(TestJson.replacedSomewhere(body, value, random)));
    assertThat(reading).isInstanceOf(kind);
    assertThat(StoredJson.read(StoredJson.write(reading), kind)).isEqualTo(reading);
  }

  @Property(tries = 1000)
  void mutated_bodies_have_a_reading(
      @ForAll("file") String file, @ForAll @Size(min = 1, max = 6) List<Integer> seeds) {
    byte[] body = TestEvents.bytes(file);
    for (int seed : seeds) {
      body = TestJson.mutated(body, new Random(seed));
    }
    assertThat(READER.read(body)).isNotNull();
  }

  @Property(tries = 1000)
  void a_cut_body_is_unreadable(@ForAll("file") String file, @ForAll Random random) {
    byte[] body = TestEvents.bytes(file);
    byte[] cut = Arrays.copyOf(body, random.nextInt(new String(body, UTF_8).strip().length()));
    assertThat(READER.read(cut)).isInstanceOf(Unreadable.class);
  }

  @Property(tries = 1000)
  void the_digest_ignores_the_order_of_keys_and_the_exam_url(
      @ForAll Random random, @ForAll String url) {
    ObjectNode shuffled = TestJson.shuffled(TestEvents.consultation(), random);
    assertThat(digest(shuffled.put("exam_url", url))).isEqualTo(digest(TestEvents.consultation()));
    shuffled.remove("exam_url");
    assertThat(digest(shuffled)).isEqualTo(digest(TestEvents.consultation()));
  }

  @Property(tries = 200)
  void the_digest_changes_with_every_text_that_is_read_and_with_no_other(@ForAll String value) {
    String before = digest(TestEvents.consultation());
    for (String read : List.of("reason", "exam_name", "clinic_name", "provider_name")) {
      ObjectNode body = TestEvents.consultation();
      body.put(read, body.path(read).asText() + " and more");
      assertThat(digest(body)).as(read).isNotEqualTo(before);
    }
    assertThat(digest(TestEvents.consultation().put("later_field", value))).isEqualTo(before);
  }

  @Property(tries = 2000)
  void approved_means_approved_and_nothing_else(@ForAll("status") String status) {
    byte[] body = TestEvents.bytes(TestEvents.consultation().put("exam_status", status));
    Consultation reading = (Consultation) READER.read(body);
    assertThat(reading.status() == ExamStatus.APPROVED)
        .isEqualTo(status.strip().equalsIgnoreCase("approved"));
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void no_json_but_a_text_is_an_approval(@ForAll("json") JsonNode status) {
    byte[] body = TestEvents.bytes(TestEvents.consultation().set("exam_status", status));
    boolean approval = status.asText().strip().equalsIgnoreCase("approved") && status.isTextual();
    assertThat(((Consultation) READER.read(body)).status() == ExamStatus.APPROVED)
        .isEqualTo(approval);
  }

  @Provide
  Arbitrary<String> file() {
    return Arbitraries.of(TestEvents.FILES);
  }

  @Provide
  Arbitrary<String> body() {
    return Arbitraries.of(
        GoldenBodies.names().stream().filter(name -> name.startsWith("event-")).toList());
  }

  @Provide
  Arbitrary<String> field() {
    List<String> names = new ArrayList<>();
    TestEvents.consultation().fieldNames().forEachRemaining(names::add);
    names.remove("event");
    return Arbitraries.of(names);
  }

  @Provide
  Arbitrary<String> status() {
    Arbitrary<String> blanks =
        Arbitraries.strings().withChars(" \t\n\r\u2003\u00a0").ofMaxLength(2);
    Arbitrary<String> words =
        Arbitraries.of(
            "approved",
            "Approved",
            "APPROVED",
            "aPPROVED",
            "approve",
            "not approved",
            "approved!",
            "approvéd",
            "unapproved",
            "rejected",
            "deferred",
            "approved rejected",
            "");
    Arbitrary<String> padded =
        blanks.flatMap(left -> words.flatMap(word -> blanks.map(right -> left + word + right)));
    return Arbitraries.oneOf(padded, Arbitraries.strings());
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return TestJson.upToDepth(3);
  }

  private static String digest(JsonNode body) {
    return ((Consultation) READER.read(TestEvents.bytes(body))).digest();
  }
}
