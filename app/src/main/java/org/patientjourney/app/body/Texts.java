package org.patientjourney.app.body;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/** The texts that bodies may hold. */
public final class Texts {
  public static final TextRule ID =
      TextRule.matching("a text of [A-Za-z0-9_-]{1,64}", "[A-Za-z0-9_-]{1,64}");
  public static final TextRule LINE =
      TextRule.of(
          "a text of 1 to 200 characters in one line, none of them invisible", Texts::isLine);
  public static final TextRule NAME =
      TextRule.of(
          LINE.expected() + ", one of them a letter",
          text -> isLine(text) && text.codePoints().anyMatch(Character::isLetter));
  public static final TextRule ANSWER =
      TextRule.of("a text of 1 to 2000 characters, none of them invisible", Texts::isAnswer);
  public static final TextRule REFERENCE =
      new TextRule(
          "a text of at most 200 characters",
          true,
          text -> Optional.of(text).filter(any -> any.length() <= 200));
  public static final TextRule HTTPS =
      TextRule.of("an https URL of at most 500 characters", Texts::isHttps);
  public static final TextRule EMAIL =
      TextRule.of(
          "one e-mail address in ASCII, without a name, and of a known top-level domain",
          Texts::isEmail);
  public static final TextRule PHONE =
      new TextRule("a telephone number of ten digits, of a line or a mobile", false, Texts::phone);
  public static final TextRule BIRTH_DATE =
      TextRule.of("a date as YYYY-MM-DD, from 1900 on", Texts::isBirthDate);
  public static final TextRule STATE = TextRule.matching("two upper-case letters", "[A-Z]{2}");
  public static final TextRule ZIP =
      TextRule.matching("5 digits, or 5 and 4 with a dash", "[0-9]{5}(-[0-9]{4})?");

  /** Printable ASCII without the characters of quoted mailboxes and IP address literals. */
  private static final Pattern EMAIL_CHARACTERS = Pattern.compile("[!-~&&[^\"\\[\\]]]{1,200}");

  private static final Pattern PHONE_CHARACTERS = Pattern.compile("[0-9+ ().-]{10,40}");
  private static final Set<PhoneNumberType> PERSONAL =
      Set.of(
          PhoneNumberType.FIXED_LINE,
          PhoneNumberType.MOBILE,
          PhoneNumberType.FIXED_LINE_OR_MOBILE,
          PhoneNumberType.VOIP);

  private static final Pattern SPACE = Pattern.compile("\\p{Zs}");
  private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

  private Texts() {}

  /** Without blank or invisible characters at its ends, composed (NFC), and with plain spaces. */
  public static String clean(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && (isBlank(text.codePointAt(from)) || isInvisible(text.codePointAt(from)))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (from < to
        && (isBlank(text.codePointBefore(to)) || isInvisible(text.codePointBefore(to)))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    String composed = Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFC);
    return SPACE.matcher(composed).replaceAll(" ");
  }

  private static boolean isLine(String text) {
    return text.length() <= 200
        && text.codePoints().noneMatch(Texts::isInvisible)
        && text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** May have several lines. */
  private static boolean isAnswer(String text) {
    return !text.isEmpty()
        && text.length() <= 2000
        && text.codePoints().noneMatch(each -> isInvisible(each) && "\n\r\t".indexOf(each) < 0);
  }

  private static boolean isEmail(String text) {
    return EMAIL_CHARACTERS.matcher(text).matches() && EmailValidator.getInstance().isValid(text);
  }

  private static boolean isHttps(String text) {
    if (text.length() > 500) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** In E.164: {@code +1} and ten digits. */
  private static Optional<String> phone(String text) {
    if (!PHONE_CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = numbers.parse(text, "US");
      return number.getCountryCode() == 1
              && numbers.isValidNumber(number)
              && PERSONAL.contains(numbers.getNumberType(number))
          ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isBirthDate(String text) {
    try {
      return !LocalDate.parse(text).isBefore(EARLIEST_BIRTH);
    } catch (DateTimeException notADate) {
      return false;
    }
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Invisible, or the replacement for a character that was lost. */
  private static boolean isInvisible(int codePoint) {
    return switch (codePoint) {
      // Joiners are part of Persian and Indic spelling.
      case 0x200C, 0x200D -> false;
      // The Unicode Standard: Hangul fillers, Braille's blank, the replacement character.
      case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xFFFD -> true;
      default ->
          switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.PRIVATE_USE ->
                true;
            default -> false;
          };
    };
  }

  /**
   * What a text must be.
   *
   * @param expected in words
   * @param verbatim kept as it came, blanks at its ends included
   * @param canonical the value to keep; empty when the text does not fit
   */
  public record TextRule(
      String expected, boolean verbatim, Function<String, Optional<String>> canonical) {
    public static TextRule of(String expected, Predicate<String> valid) {
      return new TextRule(expected, false, text -> Optional.of(text).filter(valid));
    }

    public static TextRule matching(String expected, String pattern) {
      return of(expected, Pattern.compile(pattern).asMatchPredicate());
    }

    /** One of the constants, spelled in lower case and with dashes. */
    public static TextRule word(String expected, Enum<?>... constants) {
      return new TextRule(
          expected,
          false,
          text ->
              Arrays.stream(constants)
                  .map(Enum::name)
                  .filter(name -> spelled(name).equals(text))
                  .findFirst());
    }

    public boolean fits(String text) {
      return canonical.apply(text).isPresent();
    }

    private static String spelled(String constant) {
      return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
