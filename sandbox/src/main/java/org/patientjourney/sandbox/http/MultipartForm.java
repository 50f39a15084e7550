package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A multipart/form-data body (RFC 7578) as an object: a field is a text, a file is binary, and the
 * name of the last file is {@code file_name}.
 */
final class MultipartForm {
  private static final String TYPE = "multipart/form-data";
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
  private static final String LINE = "\r\n";

  private MultipartForm() {}

  static boolean isForm(RequestBody body) {
    return body.contentType().toLowerCase(Locale.ROOT).startsWith(TYPE);
  }

  /** Empty when the body does not end as a form has to. */
  static Optional<ObjectNode> read(RequestBody body) {
    Optional<String> boundary = find(BOUNDARY, body.contentType()).map(found -> "--" + found);
    // The first boundary has no line before it, and all the others do.
    String text = LINE + body.characters();
    return boundary
        .filter(end -> text.contains(LINE + end + "--"))
        .map(end -> parts(text, LINE + end));
  }

  private static ObjectNode parts(String text, String delimiter) {
    ObjectNode form = Json.MAPPER.createObjectNode();
    int from = text.indexOf(delimiter);
    int to = text.indexOf(delimiter, from + 1);
    while (to > 0) {
      add(form, text.substring(from + delimiter.length(), to));
      from = to;
      to = text.indexOf(delimiter, from + 1);
    }
    return form;
  }

  private static void add(ObjectNode form, String part) {
    int blankLine = part.indexOf(LINE + LINE);
    Optional<String> name = find(NAME, part.substring(0, Math.max(0, blankLine)));
    if (name.isEmpty()) {
      return;
    }
    String content = part.substring(blankLine + 2 * LINE.length());
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    find(FILE_NAME, part.substring(0, blankLine))
        .ifPresentOrElse(
            fileName -> form.put(name.get(), bytes).put("file_name", fileName),
            () -> form.put(name.get(), new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
