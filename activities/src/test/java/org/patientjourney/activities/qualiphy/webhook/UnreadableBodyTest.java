package org.patientjourney.activities.qualiphy.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.webhook.Reading.Consultation;
import org.patientjourney.activities.qualiphy.webhook.Reading.UnknownEvent;
import org.patientjourney.activities.qualiphy.webhook.Reading.Unreadable;
import org.patientjourney.activities.qualiphy.wire.StrictJson;

/** Bodies that are evidence and nothing more. */
class UnreadableBodyTest {
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  @Test
  void every_way_to_be_unreadable_has_its_reason() {
    assertUnreadable(StrictJson.EMPTY, new byte[0]);
    assertUnreadable(StrictJson.EMPTY, bytes(" \n\t"));
    assertUnreadable(StrictJson.NOT_UTF8, "{\"reason\":\"Größe\"}".getBytes(ISO_8859_1));
    assertUnreadable(StrictJson.NOT_UTF8, "{\"event\":1}".getBytes(UTF_16));
    assertUnreadable(StrictJson.NOT_JSON, bytes("event=1&exam_status=Approved"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{\"event\":1"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{\"event\":NaN}"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{'event':1}"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{\"event\":1}\0"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{\"event\":1}{\"event\":1}"));
    assertUnreadable(StrictJson.NOT_JSON, bytes("{\"event\":1} 7"));
    assertUnreadable(Unreadable.NOT_AN_OBJECT, bytes("[{\"event\":1}]"));
    assertUnreadable(Unreadable.NOT_AN_OBJECT, bytes("\"event\""));
    assertUnreadable(Unreadable.NOT_AN_OBJECT, bytes("null"));
    assertUnreadable(Unreadable.NOT_AN_OBJECT, bytes("1e999999999"));
  }

  @Test
  void a_key_twice_is_unreadable_at_every_depth() {
    assertUnreadable(
        StrictJson.NAMED_TWICE,
        bytes("{\"event\":1,\"exam_status\":\"Rejected\",\"exam_status\":\"Approved\"}"));
    assertUnreadable(
        StrictJson.NAMED_TWICE, bytes("{\"event\":1,\"a\":[{\"b\":1,\"\\u0062\":2}]}"));
  }

  @Test
  void nesting_has_a_limit() {
    String deepest = "[".repeat(StrictJson.DEEPEST - 1) + "]".repeat(StrictJson.DEEPEST - 1);
    assertThat(READER.read(bytes("{\"a\":" + deepest + "}"))).isInstanceOf(UnknownEvent.class);
    assertUnreadable(StrictJson.TOO_DEEP, bytes("{\"a\":[" + deepest + "]}"));
    assertUnreadable(StrictJson.TOO_DEEP, bytes("[".repeat(100_000)));
    assertUnreadable(StrictJson.TOO_DEEP, bytes("{\"a\":".repeat(100_000)));
  }

  @Test
  void tokens_have_a_limit() {
    String longest = "x".repeat(StrictJson.LONGEST_TEXT);
    assertThat(READER.read(bytes("{\"a\":\"" + longest + "\"}"))).isInstanceOf(UnknownEvent.class);
    assertUnreadable(StrictJson.TOKEN_TOO_LONG, bytes("{\"a\":\"x" + longest + "\"}"));
    assertUnreadable(StrictJson.TOKEN_TOO_LONG, bytes("{\"" + "k".repeat(9_000) + "\":1}"));
    assertUnreadable(StrictJson.TOKEN_TOO_LONG, bytes("{\"a\":" + "7".repeat(9_000) + "}"));
    assertUnreadable(StrictJson.TOKEN_TOO_LONG, bytes("{\"a\":1e99999999999}"));
    assertUnreadable(StrictJson.TOKEN_TOO_LONG, bytes("{\"a\":1e-99999999999}"));
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(READER.read(bytes("\uFEFF{\"event\":1}"))).isInstanceOf(Consultation.class);
  }

  private static void assertUnreadable(String reason, byte[] body) {
    assertThat(READER.read(body)).isEqualTo(new Unreadable(reason));
  }

  private static byte[] bytes(String body) {
    return body.getBytes(UTF_8);
  }
}
