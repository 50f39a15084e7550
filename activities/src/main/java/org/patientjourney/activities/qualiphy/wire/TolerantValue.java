package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/** Reads single values: numbers and numeric texts mean the same, anything unfit is absent. */
public final class TolerantValue {
  /** Visible ASCII: the id goes into plain columns and logs, where a NUL or a line break hurts. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,64}");

  private static final PatientExamId NO_PATIENT_EXAM = new PatientExamId("?");

  private static final Pattern WHOLE = Pattern.compile("(-?[0-9]+)(?:\\.0+)?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

  private TolerantValue() {}

  /** Keeps the written form of decimals and exponents, so that 1e3 is not read as the id 1000. */
  public static @Nullable String id(JsonNode value) {
    String id = known(value);
    return id != null && ID.matcher(id).matches() ? id : null;
  }

  /** Null for a placeholder: then the medicine is unknown. */
  public static @Nullable String prescriptionId(JsonNode value) {
    return identifier(value) == null ? null : id(value);
  }

  /**
   * Null only when it is absent or blank. A placeholder is kept and an unfit value replaced: read
   * as absent, either would match the event to the journey without an id.
   */
  public static @Nullable PatientExamId patientExamId(JsonNode value) {
    String id = id(value);
    if (id != null) {
      return new PatientExamId(id);
    }
    String text = text(value);
    return text == null || text.isBlank() ? null : NO_PATIENT_EXAM;
  }

  /** Whether it names no patient exam: such an id must not be matched or bound. */
  public static boolean isPlaceholder(PatientExamId id) {
    return Placeholder.OF_IDENTIFIER.isIn(id.value());
  }

  public static @Nullable ExamId examId(JsonNode value) {
    Integer id = integer(value);
    return id == null || id < 1 ? null : new ExamId(id);
  }

  /** Zero is a number here, and none in an id. */
  public static @Nullable Integer integer(JsonNode value) {
    if (value.isNumber()) {
      return exactly(value.decimalValue());
    }
    String text = value.isTextual() ? value.asText().strip() : "";
    return INTEGER.matcher(text).matches() ? exactly(new BigDecimal(text)) : null;
  }

  private static @Nullable Integer exactly(BigDecimal number) {
    try {
      return number.intValueExact();
    } catch (ArithmeticException noInteger) {
      return null;
    }
  }

  /** A day and a time with its offset (ISO 8601). */
  public static @Nullable Instant instant(JsonNode value) {
    try {
      return OffsetDateTime.parse(value.asText().strip()).toInstant();
    } catch (DateTimeParseException noInstant) {
      return null;
    }
  }

  /** A plain decimal; 1e999999999 is none. */
  public static @Nullable BigDecimal price(JsonNode value) {
    String text = value.asText().strip();
    return PRICE.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** The value under a name, or else under its alias. */
  public static JsonNode either(JsonNode entry, String name, String alias) {
    return entry.hasNonNull(name) ? entry.path(name) : entry.path(alias);
  }

  /** A value of any JSON type as text; null stays null. */
  public static @Nullable String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return wellFormed(value.isValueNode() ? value.asText() : value.toString());
  }

  /** Free text of the provider; null for a placeholder. */
  public static @Nullable String freeText(JsonNode value) {
    return unless(Placeholder.OF_WORDS, text(value));
  }

  /** A text or a number, as written but for 2.0, which is 2; blank is unknown. */
  public static @Nullable String known(JsonNode value) {
    if (!value.isTextual() && !value.isNumber()) {
      return null;
    }
    String number = wholeNumber(value);
    return unlessBlank(number == null ? wellFormed(value.asText().strip()) : number);
  }

  /** A name, a direction, a quantity; null for a placeholder. */
  public static @Nullable String words(JsonNode value) {
    return unless(Placeholder.OF_WORDS, known(value));
  }

  /** An id, a code, a tracking number; null for a placeholder, zero among them. */
  public static @Nullable String identifier(JsonNode value) {
    return unless(Placeholder.OF_IDENTIFIER, known(value));
  }

  /**
   * The DEA schedule of a drug; an unreadable value counts as one, so that fewer people see the
   * drug.
   */
  public static @Nullable String schedule(JsonNode value) {
    boolean isNone =
        value.isContainerNode() ? value.isEmpty() : value.isBoolean() && !value.asBoolean();
    String code = known(value);
    return isNone ? null : unless(Placeholder.OF_SCHEDULE, code == null ? text(value) : code);
  }

  /** Whether it is a text, a number or nothing. */
  public static boolean isReadable(JsonNode value) {
    return value.isTextual() || value.isNumber() || value.isNull() || value.isMissingNode();
  }

  private static @Nullable String unless(Placeholder placeholder, @Nullable String text) {
    return text == null || placeholder.isIn(text) ? null : text;
  }

  /** Returned as we sent it, so not even stripped; an object stands for its JSON text. */
  public static @Nullable String additionalData(JsonNode body) {
    return unlessBlank(text(body.path("additional_data")));
  }

  private static @Nullable String unlessBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** 7 and 7.0, but not 7.5, nor a number with an exponent. */
  private static @Nullable String wholeNumber(JsonNode value) {
    Matcher whole = WHOLE.matcher(value.isNumber() ? value.asText() : "");
    return whole.matches() ? whole.group(1) : null;
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

  /**
   * Texts that stand for a missing value. Empty and null are documented; the words are what such
   * integrations send beside them. Compared by letters and digits alone, so "N/A", "n.a." and
   * "(NA)" are one word, and "--" is empty.
   *
   * <p>Not for values that may mean what they say: a status, an answer of the patient, additional
   * data, and the patient exam that an event is about.
   */
  private enum Placeholder {
    /** An id, a code, a tracking number: no such thing is numbered zero. */
    OF_IDENTIFIER(true, true),
    /** A name, a direction, a quantity: zero is a value. */
    OF_WORDS(true, false),
    /** An unknown schedule is no proof that the drug is not controlled. */
    OF_SCHEDULE(false, true);

    private static final Set<String> NOTHING =
        Set.of("na", "nan", "nil", "none", "null", "undefined", "notapplicable");
    private static final Set<String> NOT_YET =
        Set.of(
            "pending",
            "tba",
            "tbd",
            "tobeannounced",
            "tobedetermined",
            "unknown",
            "unassigned",
            "notassigned",
            "notavailable",
            "notyetavailable");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{Nd}]");
    private static final Pattern ZERO = Pattern.compile("0+");

    private final boolean includesNotYet;
    private final boolean includesZero;

    Placeholder(boolean includesNotYet, boolean includesZero) {
      this.includesNotYet = includesNotYet;
      this.includesZero = includesZero;
    }

    boolean isIn(String text) {
      String word = SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
      return word.isEmpty()
          || NOTHING.contains(word)
          || (includesNotYet && NOT_YET.contains(word))
          || (includesZero && ZERO.matcher(word).matches());
    }
  }
}
