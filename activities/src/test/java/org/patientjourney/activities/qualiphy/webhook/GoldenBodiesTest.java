package org.patientjourney.activities.qualiphy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each body means, in files that a person has read. */
class GoldenBodiesTest {
  private static final String UPDATE =
      "mvn -pl activities -am test -Dtest=GoldenBodiesTest" + " -Dbodies.update=true";
  private static final QualiphyWebhookReader READER = new QualiphyWebhookReader();

  static List<String> bodies() {
    return GoldenBodies.names();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_body_has_its_reviewed_meaning(String name) throws IOException {
    String found = MeaningText.of(READER.read(GoldenBodies.body(name)));
    Path meaning = GoldenBodies.meaning(name);
    if (Boolean.getBoolean("bodies.update")) {
      Files.writeString(meaning, found);
    }
    assertThat(meaning).as("new body? read what this writes: %s", UPDATE).exists();
    assertThat(found)
        .as("%s changed; if that was meant, read the difference and run: %s", meaning, UPDATE)
        .isEqualTo(Files.readString(meaning));
  }

  @Test
  void every_reviewed_meaning_has_a_body() {
    assertThat(GoldenBodies.names()).containsAll(GoldenBodies.namesOfMeanings());
  }

  @Test
  void every_kind_of_reading_has_a_body() {
    assertThat(GoldenBodies.names())
        .<Class<?>>map(name -> READER.read(GoldenBodies.body(name)).getClass())
        .containsAll(kinds(Reading.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(kind -> kind.isSealed() ? kinds(kind) : Stream.of(kind));
  }

  @Test
  void a_new_signature_and_another_order_of_keys_change_nothing() {
    assertThat(meaning("event-1-approved-other-key-order"))
        .isEqualTo(
            meaning("event-1-approved")
                .replace("1790000000&Signature=x", "1790086400&Signature=z"));
  }

  private static String meaning(String name) {
    return MeaningText.of(READER.read(GoldenBodies.body(name)));
  }
}
