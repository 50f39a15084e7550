package org.patientjourney.app.problem;

/**
 * One wrong field.
 *
 * @param pointer JSON pointer (RFC 6901) into the request
 * @param found what kind of thing was there; never its content
 */
public record FieldProblem(String pointer, String expected, String found) {
  private static final int LONGEST_NAME = 64;

  /** Points to a name that the caller made up: its length is bounded, RFC 6901 escapes it. */
  public static String pointerTo(String name) {
    String bounded = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return "/" + bounded.replace("~", "~0").replace("/", "~1");
  }
}
