package org.patientjourney.app.order;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/** The shapes that texts of an order may have. */
final class Texts {
  static final String LINE = "a text of 1 to 200 characters in one line, none of them invisible";
  static final String NAME = LINE + ", one of them a letter";
  static final String ANSWER = "a text of 1 to 2000 characters, none of them invisible";
  static final String REFERENCE = "a text of at most 200 characters";
  static final String HTTPS = "an https URL of at most 500 characters";
  static final String EMAIL =
      "one e-mail address in ASCII, without a name, and of a known top-level domain";
  static final String PHONE = "a telephone number of ten digits, of a line or a mobile";
  static final String ZONE = "a time zone of the United States, such as America/Chicago, or none";

  /** Printable ASCII, and none of what a quoted mailbox or a bare IP address needs. */
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

  /** A half surrogate pair would be stored as something else than what was sent. */
  static boolean isText(String text, Predicate<String> valid) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text) && valid.test(text);
  }

  /** Without blank or invisible characters at its ends, composed (NFC), and with plain spaces. */
  static String clean(String text) {
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

  static boolean isLine(String text) {
    return text.length() <= 200
        && text.codePoints().noneMatch(Texts::isInvisible)
        && text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  static boolean isName(String text) {
    return isLine(text) && text.codePoints().anyMatch(Character::isLetter);
  }

  /** May have several lines. */
  static boolean isAnswer(String text) {
    return !text.isEmpty()
        && text.length() <= 2000
        && text.codePoints().noneMatch(each -> isInvisible(each) && "\n\r\t".indexOf(each) < 0);
  }

  static boolean isReference(String text) {
    return text.length() <= 200;
  }

  static boolean isEmail(String text) {
    return EMAIL_CHARACTERS.matcher(text).matches() && EmailValidator.getInstance().isValid(text);
  }

  static boolean isHttps(String text) {
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
  static Optional<String> phone(String text) {
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

  static Optional<LocalDate> birthDate(String text) {
    return date(text).filter(date -> !date.isBefore(EARLIEST_BIRTH));
  }

  static Optional<ZoneId> zone(String text) {
    return ZipAreas.isZone(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
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

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
