package org.patientjourney.activities.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What the record said at a moment, as JSON lines: a head, a line for each journal that has grown
 * since the file before, and a line about the access log.
 */
record AnchorFile(Head head, List<JournalLine> journals, AccessLines accessLog) {
  /** Where a chain of hashes begins. */
  static final String BEGINNING = "0".repeat(64);

  private static final String FORMAT = "patient-journey-1";

  /**
   * The first line.
   *
   * @param previous SHA-256 of the file before; zeros in the first one
   */
  record Head(@JsonProperty("anchor") String format, Instant at, String previous) {
    static Head of(Instant at, String previous) {
      return new Head(FORMAT, at, previous);
    }
  }

  /** The last entry of a journal and its hash, in hex. */
  record JournalLine(JourneyId journeyId, long seq, String hash) {}

  /**
   * The last line of the access log, and the hash over all lines up to it: of each line with the
   * hash of the one before.
   */
  record AccessLines(@JsonProperty("accessLogTo") long to, String hash) {
    static final AccessLines NONE = new AccessLines(0, BEGINNING);
  }

  AnchorFile {
    journals = List.copyOf(journals);
  }

  byte[] bytes() {
    return Stream.of(Stream.of(head), journals.stream(), Stream.of(accessLog))
        .flatMap(lines -> lines)
        .map(line -> StoredJson.write(line) + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it is none
   */
  static AnchorFile read(byte[] bytes) {
    List<String> lines = new String(bytes, UTF_8).lines().toList();
    if (lines.size() < 2) {
      throw new IllegalStateException("an anchor has a first and a last line");
    }
    Head head = StoredJson.read(lines.get(0), Head.class);
    if (!FORMAT.equals(head.format())) {
      throw new IllegalStateException("another format than " + FORMAT);
    }
    List<JournalLine> journals = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      journals.add(StoredJson.read(line, JournalLine.class));
    }
    return new AnchorFile(
        head, journals, StoredJson.read(lines.get(lines.size() - 1), AccessLines.class));
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(StoredJson.sha256(bytes));
  }
}
