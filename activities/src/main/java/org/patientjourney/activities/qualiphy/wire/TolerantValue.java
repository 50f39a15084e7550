package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.PatientExamId;

/**
 * Reads single values as tolerantly as contract 0 asks: numbers and numeric texts mean the same,
 * anything unfit is absent.
 */
public final class TolerantValue {
  /** Visible ASCII: the id goes into plain columns and logs, where a NUL or a line break hurts. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,64}");

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

  private TolerantValue() {}

  public static @Nullable String id(JsonNode value) {
    String id = value.isTextual() ? value.asText().strip() : wholeNumber(value);
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  public static @Nullable PatientExamId patientExamId(JsonNode value) {
    String id = id(value);
    return id == null ? null : new PatientExamId(id);
  }

  public static @Nullable ExamId examId(JsonNode value) {
    Integer id = integer(value);
    return id == null || id < 1 ? null : new ExamId(id);
  }

  public static @Nullable Integer integer(JsonNode value) {
    String id = id(value);
    if (id == null || !INTEGER.matcher(id).matches()) {
      return null;
    }
    long number = Long.parseLong(id);
    return number == (int) number ? (Integer) (int) number : null;
  }

  /** A plain decimal; 1e999999999 is none. */
  public static @Nullable BigDecimal price(JsonNode value) {
    String text = value.asText().strip();
    return PRICE.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** The value under a name, or else under the one that another sample has. */
  public static JsonNode either(JsonNode entry, String name, String alias) {
    return entry.hasNonNull(name) ? entry.path(name) : entry.path(alias);
  }

  /** Any value as text, whatever type the sender chose; null stays null. */
  public static @Nullable String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return wellFormed(value.isValueNode() ? value.asText() : value.toString());
  }

  /** A text or a number; blank is unknown like null (contract 5.2), and 2.0 is written 2. */
  public static @Nullable String known(JsonNode value) {
    if (!value.isTextual() && !value.isNumber()) {
      return null;
    }
    String number = wholeNumber(value);
    return unlessBlank(number == null ? wellFormed(value.asText().strip()) : number);
  }

  /** Handed back as we sent it, so not even stripped; an object stands for its JSON text. */
  public static @Nullable String additionalData(JsonNode body) {
    return unlessBlank(text(body.path("additional_data")));
  }

  private static @Nullable String unlessBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** The objects of an array; none when the value is something else. */
  public static Stream<JsonNode> objects(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).filter(JsonNode::isObject)
        : Stream.empty();
  }

  /** 7 and 7.0, but not 7.5; an exponent is not written out, as 1e999999999 would fill memory. */
  private static @Nullable String wholeNumber(JsonNode value) {
    if (!value.isNumber()) {
      return null;
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    return number.scale() > 0 || number.scale() < -64 ? null : number.toPlainString();
  }

  /** Legal in JSON, but UTF-8 has no half of a surrogate pair, and a text column no NUL. */
  private static String wellFormed(String text) {
    int[] points = text.codePoints().map(TolerantValue::storable).toArray();
    return new String(points, 0, points.length);
  }

  private static int storable(int codePoint) {
    boolean lone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return lone || codePoint == 0 ? 0xFFFD : codePoint;
  }
}
