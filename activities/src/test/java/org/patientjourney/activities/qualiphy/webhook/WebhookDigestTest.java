package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.activities.qualiphy.webhook.Reading.UnknownEvent;

/** The same meaning, the same digest; anything else, another. */
class WebhookDigestTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  // printf '{"a":"\\u00FC","b":[1.5,true,null]}' | sha256sum
  private static final String DIGEST =
      "252b7e4bf262d28b966425f37ea701ec3ae9944d9c493a715773be773d0c5da3";

  @Test
  void the_digest_is_stable_across_versions() {
    assertThat(READER.read(bytes("{ \"exam_url\":\"u\", \"b\":[1.50,true,null], \"a\":\"ü\" }")))
        .isEqualTo(new UnknownEvent(DIGEST, null));
  }

  @Test
  void similar_bodies_have_different_digests() {
    assertThat(
            List.of(
                digest("{\"a\":\"\\ud800\"}"),
                digest("{\"a\":\"?\"}"),
                digest("{\"a\":1}"),
                digest("{\"a\":\"1\"}"),
                digest("{\"a\":null}"),
                digest("{\"a\":\"null\"}"),
                digest("{\"a\":[{\"exam_url\":1}]}"),
                digest("{\"a\":[{\"exam_url\":2}]}"),
                digest("{\"a\":[1,2]}"),
                digest("{\"a\":[2,1]}"),
                digest("{}")))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_digest_takes_equal_numbers_as_equal() {
    assertThat(List.of("1", "1.0", "1e0", "0.1e1", "10E-1"))
        .extracting(number -> digest("{\"a\":" + number + "}"))
        .containsOnly(digest("{\"a\":1.00}"));
    assertThat(digest("{\"a\":-0.0}")).isEqualTo(digest("{\"a\":0}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-7.5e-999999999", "1e2147483647", "10e2147483646"})
  void a_huge_exponent_fills_no_memory(String number) {
    assertThat(READER.read(bytes("{\"event\":1,\"patient_exam_id\":" + number + "}")))
        .isInstanceOfSatisfying(
            Consultation.class, reading -> assertThat(reading.patientExamId()).hasToString(number));
  }

  private static String digest(String body) {
    return ((UnknownEvent) READER.read(bytes(body))).digest();
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
