package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures name the kind and the place of the JSON, not its content: it is personal data. */
class StoredJsonTest {
  private static final String CANARY = "canaria@example.org";

  enum Colour {
    GREEN
  }

  record Stored(int number, Colour colour, Instant at, String name) {
    Stored {
      if (name != null) {
        throw new IllegalArgumentException("no such name: " + name);
      }
    }
  }

  record Unwritable(@JsonSerialize(converter = Quoting.class) String name) {}

  static final class Quoting extends StdConverter<String, String> {
    @Override
    public String convert(String name) {
      throw new IllegalArgumentException("no such name: " + name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canaria@example.org",
        "{\"number\": canaria@example.org}",
        "{\"number\": \"canaria@example.org\"}",
        "{\"colour\": \"canaria@example.org\"}",
        "{\"at\": \"canaria@example.org\"}",
        "{\"name\": \"canaria@example.org\"}",
        "{\"name\": \"canaria@example.org",
        "\"canaria@example.org\""
      })
  void an_unreadable_body_is_not_quoted(String json) {
    refused(() -> StoredJson.read(json, Stored.class))
        .hasMessageStartingWith("stored JSON is not a " + Stored.class.getName())
        .hasMessageMatching(".*: com\\.fasterxml\\.jackson\\S+ at line 1, column \\d+");
    refused(() -> StoredJson.read("[" + json + "]", new TypeReference<List<Stored>>() {}))
        .hasMessageContaining(" at line 1, column ");
  }

  @Test
  void a_failure_quotes_no_content() {
    refused(() -> StoredJson.write(new Unwritable(CANARY)))
        .hasMessageStartingWith("cannot write " + Unwritable.class.getName());
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(CANARY, "canaria"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    return printed.toString();
  }
}
