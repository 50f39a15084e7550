package org.patientjourney.app.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A form that was sent when its session had ended. It travels through the login as hidden fields,
 * stands in no address and no cookie, and is shown again to be sent by the person.
 *
 * @param path where it was sent
 * @param fields without the token of its session
 */
record KeptForm(String path, Map<String, String> fields) {
  private static final String PATH = "keptPath";
  private static final String FIELD = "kept.";

  /** What a person typed; the login's and the logout's forms hold nothing that is worth keeping. */
  static Map<String, String> typed(ContainerRequestContext request) {
    boolean isForm =
        MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(request.getMediaType())
            && !request.getUriInfo().getPath().equals("console/logout");
    return isForm ? read(request) : Map.of();
  }

  private static Map<String, String> read(ContainerRequestContext request) {
    try {
      byte[] form = request.getEntityStream().readNBytes(FormFilter.LARGEST + 1);
      return form.length > FormFilter.LARGEST
          ? Map.of()
          : decoded(new String(form, StandardCharsets.UTF_8));
    } catch (IOException brokeOff) {
      return Map.of(); // a form in parts is not kept
    }
  }

  private static Map<String, String> decoded(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&", -1)) {
      String[] parts = field.split("=", 2);
      String name = decode(parts[0]);
      if (parts.length == 2 && !name.equals(FormFilter.TOKEN)) {
        fields.putIfAbsent(name, decode(parts[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** The hidden fields that a login's form carries. */
  Map<String, String> inLogin() {
    Map<String, String> carried = new TreeMap<>();
    carried.put(PATH, path);
    fields.forEach((name, value) -> carried.put(FIELD + name, value));
    return carried;
  }

  /** The form that a login carried. */
  static Optional<KeptForm> of(MultivaluedMap<String, String> login) {
    Map<String, String> fields = new TreeMap<>();
    login.forEach(
        (name, values) -> {
          if (name.startsWith(FIELD)) {
            fields.put(name.substring(FIELD.length()), values.get(0));
          }
        });
    return Optional.ofNullable(login.getFirst(PATH))
        .filter(path -> LoginResource.isPage(path) && !fields.isEmpty())
        .map(path -> new KeptForm(path, fields));
  }

  /** The page that shows it again. */
  Page page() {
    Map<String, String> hidden = new TreeMap<>(fields);
    String reason = Optional.ofNullable(hidden.remove("reason")).orElse("");
    String purpose = Optional.ofNullable(hidden.remove("purpose")).orElse("");
    Map<String, String> named = new TreeMap<>(hidden);
    named.keySet().removeAll(CommandForm.OF_THE_FORM);
    named.remove("commandId");
    return new Page("kept")
        .with("action", path)
        .with("hidden", hidden)
        .with("named", named)
        .with("field", fields.containsKey("purpose") ? "purpose" : "reason")
        .with("words", reason + purpose);
  }

  /** Without what a person typed. */
  @Override
  public String toString() {
    return "KeptForm[" + path + "]";
  }
}
