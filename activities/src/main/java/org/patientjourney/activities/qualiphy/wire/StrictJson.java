package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Parses untrusted JSON: one value in UTF-8, no duplicate keys, bounded depth and sizes. */
public final class StrictJson {
  public static final String EMPTY = "the body is empty";
  public static final String NOT_UTF8 = "the body is not UTF-8";

  /** Also for bytes after the value. */
  public static final String NOT_JSON = "the body is not one JSON value";

  public static final String NAMED_TWICE = "the body names a field twice";

  public static final String TOO_DEEP = "the body is nested too deeply";

  /** A text, a key, or a number by its digits or its exponent. */
  public static final String TOKEN_TOO_LONG = "a text or a number in the body is too long";

  public static final int DEEPEST = 64;
  public static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_NUMBER = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StrictJson() {}

  public static JsonNode parse(byte[] body) throws Refused {
    String text = decode(body);
    if (text.isBlank()) {
      throw new Refused(EMPTY);
    }
    try (JsonParser parser = new WrittenNumbers(JSON.createParser(text))) {
      return onlyValue(parser);
    } catch (MismatchedInputException duplicate) {
      throw new Refused(NAMED_TWICE);
    } catch (IOException notJson) {
      throw new Refused(NOT_JSON);
    }
  }

  private static JsonNode onlyValue(JsonParser parser) throws IOException, Refused {
    try {
      JsonNode value = JSON.readTree(parser);
      if (parser.nextToken() != null) {
        throw new Refused(NOT_JSON);
      }
      return value;
    } catch (StreamConstraintsException limit) {
      boolean tooDeep = parser.getParsingContext().getNestingDepth() > DEEPEST;
      throw new Refused(tooDeep ? TOO_DEEP : TOKEN_TOO_LONG);
    } catch (ArithmeticException | NumberFormatException exponent) {
      // 1e9999999999: short to write, beyond what a BigDecimal holds.
      throw new Refused(TOKEN_TOO_LONG);
    }
  }

  private static String decode(byte[] body) throws Refused {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw new Refused(NOT_UTF8);
    }
  }

  /** Carries one of the reasons above and nothing of the text. */
  public static final class Refused extends Exception {
    private final String reason;

    Refused(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** Numbers keep their written form: as text, 1.2345E10 is not 12345000000. */
  private static final class WrittenNumbers extends JsonParserDelegate {
    WrittenNumbers(JsonParser parser) {
      super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
      return new WrittenNumber(getText());
    }
  }

  private static final class WrittenNumber extends BigDecimal {
    private final String written;

    WrittenNumber(String written) {
      super(written);
      this.written = written;
    }

    @Override
    public String toString() {
      return written;
    }
  }
}
