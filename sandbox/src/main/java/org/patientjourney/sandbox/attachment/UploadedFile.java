package org.patientjourney.sandbox.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.patientjourney.sandbox.call.Format;

/** The file of one call; prints nothing of it. */
record UploadedFile(ObjectNode body) {
  // [SIM] Limits are not documented (contract 4.8).
  private static final int MOST_BYTES = 25 * 1024 * 1024;
  private static final Pattern KINDS =
      Pattern.compile(".+\\.(pdf|jpg|jpeg|png|heic)", Pattern.CASE_INSENSITIVE);

  private static final String NAME = "file_name";
  private static final String BASE64 = "file_base64";
  private static final List<Format> FORMATS = List.of(Format.text(NAME), Format.text("file_type"));

  Optional<String> firstProblem() {
    if (!body.hasNonNull(field())) {
      return Optional.of("Missing required field: " + field());
    }
    if (!body.hasNonNull(NAME)) {
      return Optional.of("Missing required field: " + NAME);
    }
    return Format.firstProblem(FORMATS, body)
        .or(() -> KINDS.matcher(name()).matches() ? Optional.empty() : invalid(NAME))
        .or(() -> fits() ? Optional.empty() : invalid(field()));
  }

  private static Optional<String> invalid(String field) {
    return Optional.of("Invalid " + field);
  }

  /** Where the bytes are: binary in a form, base64 in JSON. */
  private String field() {
    return body.hasNonNull(BASE64) ? BASE64 : "file";
  }

  private boolean fits() {
    int length = bytes().length;
    return length > 0 && length <= MOST_BYTES;
  }

  String name() {
    return body.path(NAME).asText();
  }

  /** Empty when there is no file, or a text that is no base64. */
  byte[] bytes() {
    JsonNode file = body.path(field());
    boolean readable = file.isBinary() || (file.isTextual() && field().equals(BASE64));
    try {
      return readable ? file.binaryValue() : new byte[0];
    } catch (IOException e) {
      // The question is whether it is base64.
      return new byte[0];
    }
  }

  @Override
  public String toString() {
    return "UploadedFile[***]";
  }
}
