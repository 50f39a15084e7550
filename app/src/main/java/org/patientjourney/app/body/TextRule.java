package org.patientjourney.app.body;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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
    return of(expected, text -> text.matches(pattern));
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
