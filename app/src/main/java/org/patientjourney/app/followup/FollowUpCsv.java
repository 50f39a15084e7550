package org.patientjourney.app.followup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Follow-ups as a table (RFC 4180): a line of names, then a line each. */
final class FollowUpCsv {
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private FollowUpCsv() {}

  static SequenceWriter to(OutputStream out) throws IOException {
    return CSV.writer(CSV.schemaFor(FollowUpView.class).withHeader().withLineSeparator("\r\n"))
        .writeValues(out);
  }

  /** A person's words that a spreadsheet would take for a formula begin with an apostrophe. */
  static @Nullable String words(@Nullable String words) {
    return words != null && words.matches("(?s)[=+@\\t\\r-].*") ? "'" + words : words;
  }
}
