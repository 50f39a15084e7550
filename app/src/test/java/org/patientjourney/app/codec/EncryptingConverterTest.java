package org.patientjourney.app.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.journey.JourneyJson;

class EncryptingConverterTest {
  private static final String TEXT = "GLP-1 follow-up due 14 March";
  private static final DataConverter CONVERTER =
      new EncryptingConverter(JourneyJson.dataConverter(), new EncryptingCodec(encryption()));

  @Test
  void a_summary_is_readable_without_the_key() {
    Payload summary = CONVERTER.toPayload(TEXT).orElseThrow();

    assertThat(bytes(summary)).contains(TEXT);
    assertThat(CONVERTER.fromPayload(summary, String.class, String.class)).isEqualTo(TEXT);
  }

  @Test
  void current_details_are_readable_without_the_key() {
    WorkflowMetadata metadata = WorkflowMetadata.newBuilder().setCurrentDetails(TEXT).build();
    Payload payload = DefaultDataConverter.STANDARD_INSTANCE.toPayload(metadata).orElseThrow();

    assertThat(bytes(CONVERTER.toPayloads(new RawValue(payload)).orElseThrow())).contains(TEXT);
  }

  @Test
  void arguments_and_results_are_encrypted_also_when_they_are_texts() {
    Payloads arguments = CONVERTER.toPayloads(TEXT, Map.of("name", TEXT)).orElseThrow();
    Payloads result = CONVERTER.toPayloads(TEXT).orElseThrow();
    Payload plain = JourneyJson.dataConverter().toPayload(TEXT).orElseThrow();
    Payloads raw = CONVERTER.toPayloads(new RawValue(plain)).orElseThrow();

    assertThat(bytes(arguments) + bytes(result) + bytes(raw)).doesNotContain("GLP", "name");
    assertThat(CONVERTER.fromPayloads(0, Optional.of(result), String.class, String.class))
        .isEqualTo(TEXT);
  }

  @Test
  void failures_are_encrypted() {
    Failure failure =
        CONVERTER.exceptionToFailure(ApplicationFailure.newFailure(TEXT, "CommandRefused", TEXT));

    assertThat(bytes(failure)).doesNotContain("GLP");
    assertThat(CONVERTER.failureToException(failure)).hasMessageContaining(TEXT);
  }

  private static String bytes(Message message) {
    return new String(message.toByteArray(), ISO_8859_1);
  }

  private static Encryption encryption() {
    String key = Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8));
    return new Encryption(Encryption.Keys.ofBase64("k1", Map.of("k1", key)));
  }
}
