package org.patientjourney.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A multipart/form-data body (RFC 7578) as an object: a field is a text, a file is binary, and the
 * name of the last file is {@code file_name}.
 */
final class MultipartForm {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
  private static final String LINE = "\r\n";

  private MultipartForm() {}

  static boolean isAnnounced(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** Empty when the body does not end as a form must. */
  static Optional<ObjectNode> read(String contentType, byte[] body) {
    // One character for each byte, so that parts can be turned back into bytes. Every boundary but
    // the first follows a line break.
    String text = LINE + new String(body, StandardCharsets.ISO_8859_1);
    return find(BOUNDARY, contentType)
        .map(boundary -> LINE + "--" + boundary)
        .filter(delimiter -> text.contains(delimiter + "--"))
        .map(delimiter -> form(text.split(Pattern.quote(delimiter), -1)));
  }

  /** What precedes the first boundary and follows the last one is no part. */
  private static ObjectNode form(String[] parts) {
    ObjectNode form = Json.object();
    List.of(parts).subList(1, parts.length - 1).forEach(part -> add(form, part));
    return form;
  }

  private static void add(ObjectNode form, String part) {
    int blankLine = part.indexOf(LINE + LINE);
    String head = part.substring(0, Math.max(0, blankLine));
    Optional<String> name = find(NAME, head);
    if (name.isEmpty()) {
      return;
    }
    String content = part.substring(blankLine + 2 * LINE.length());
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    find(FILE_NAME, head)
        .ifPresentOrElse(
            fileName -> form.put(name.get(), bytes).put("file_name", fileName),
            () -> form.put(name.get(), new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
