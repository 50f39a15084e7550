package org.patientjourney.app.order;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The shapes that texts of an order may have. */
final class Texts {
  static final String LINE = "a text of 1 to 200 characters without control characters";
  static final String HTTPS = "an https URL of at most 500 characters";

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");

  /** North American Numbering Plan: area code and exchange begin with 2 to 9. */
  private static final Pattern PHONE = Pattern.compile("[2-9][0-9]{2}[2-9][0-9]{6}");

  private static final Pattern PHONE_PUNCTUATION = Pattern.compile("[ ().-]");
  private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

  private Texts() {}

  /** A half surrogate pair would be stored as something else than what was sent. */
  static boolean isText(String text, Predicate<String> valid) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text) && valid.test(text);
  }

  static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= 200
        && text.chars().noneMatch(Character::isISOControl);
  }

  static boolean isEmail(String text) {
    return text.length() <= 200 && EMAIL.matcher(text).matches();
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

  /** Ten digits, whatever stood between them; a leading +1 is dropped. */
  static Optional<String> phone(String text) {
    if (text.length() > 40) {
      return Optional.empty();
    }
    String digits = PHONE_PUNCTUATION.matcher(text).replaceAll("");
    String national = digits.startsWith("+1") ? digits.substring(2) : digits;
    return PHONE.matcher(national).matches() ? Optional.of(national) : Optional.empty();
  }

  static Optional<LocalDate> birthDate(String text) {
    return date(text).filter(date -> !date.isBefore(EARLIEST_BIRTH));
  }

  static Optional<ZoneId> zone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
