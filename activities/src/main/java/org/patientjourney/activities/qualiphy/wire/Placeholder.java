package org.patientjourney.activities.qualiphy.wire;

import java.util.Locale;
import java.util.Set;

/**
 * Texts that stand for a missing value. Empty and null are documented; the words are what such
 * integrations send beside them. Compared by letters and digits alone, so "N/A", "n.a." and "(NA)"
 * are one word, and "--" is empty.
 *
 * <p>Not for values that may mean what they say: a status, an answer of the patient, additional
 * data, and the patient exam that an event is about.
 */
enum Placeholder {
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

  private final boolean includesNotYet;
  private final boolean includesZero;

  Placeholder(boolean includesNotYet, boolean includesZero) {
    this.includesNotYet = includesNotYet;
    this.includesZero = includesZero;
  }

  boolean isIn(String text) {
    String word = lettersAndDigits(text);
    return word.isEmpty()
        || NOTHING.contains(word)
        || (includesNotYet && NOT_YET.contains(word))
        || (includesZero && isZero(word));
  }

  private static boolean isZero(String word) {
    return word.chars().allMatch(digit -> digit == '0');
  }

  private static String lettersAndDigits(String text) {
    return text.codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toLowerCase(Locale.ROOT);
  }
}
