package org.patientjourney.sandbox.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is kept of an uploaded file. The limits are our choice. */
record UploadedFile(String name, @Nullable String type, int bytes) {
  private static final int MOST_BYTES = 25 * 1024 * 1024;
  private static final Pattern NAMES =
      Pattern.compile(".+\\.(pdf|jpg|jpeg|png|heic)", Pattern.CASE_INSENSITIVE);

  private static final String NAME = "file_name";
  private static final String TYPE = "file_type";
  private static final String BASE64 = "file_base64";
  private static final List<Field> FIELDS =
      List.of(
          Field.text(NAME),
          Field.text(TYPE),
          new Field(NAME, name -> NAMES.matcher(name.asText()).matches()));

  /** Binary in a form, base64 in JSON. */
  static UploadedFile of(ObjectNode body) {
    String content = body.hasNonNull(BASE64) ? BASE64 : "file";
    for (String field : List.of(content, NAME)) {
      if (!body.hasNonNull(field)) {
        throw Refusal.missing(field);
      }
    }
    Field.check(FIELDS, body);
    int bytes = length(body.path(content), content.equals(BASE64));
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw Refusal.invalid(content);
    }
    return new UploadedFile(body.path(NAME).asText(), body.path(TYPE).textValue(), bytes);
  }

  /** 0 when there is no file, or a text that is no base64. */
  private static int length(JsonNode file, boolean isBase64) {
    try {
      return file.isBinary() || (file.isTextual() && isBase64) ? file.binaryValue().length : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "UploadedFile[" + bytes + " bytes]";
  }
}
