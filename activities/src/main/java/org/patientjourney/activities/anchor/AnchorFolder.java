package org.patientjourney.activities.anchor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Anchors and their signatures in a folder: the order of their names is that of their times. */
record AnchorFolder(Path folder) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'anchor-'uuuu-MM-dd'T'HHmmss'Z.jsonl'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  record Stored(Path path) {
    byte[] bytes() {
      return read(path);
    }

    byte[] signature() {
      return read(signatureOf(path));
    }

    String name() {
      return path.getFileName().toString();
    }
  }

  List<Stored> stored() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("anchor-.*\\.jsonl"))
          .sorted()
          .map(Stored::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected a folder of anchors, found none at "
              + folder
              + ": create it, or correct the path",
          e);
    }
  }

  /** In the order of their times, without looking at their signatures. */
  List<AnchorFile> anchors() {
    List<AnchorFile> anchors = new ArrayList<>();
    stored().forEach(file -> anchors.add(AnchorFile.read(file.bytes())));
    return anchors;
  }

  /** Never over a file that is there. The signature first: a file without one is incomplete. */
  Stored write(Instant at, byte[] content, byte[] signature) {
    Path file = folder.resolve(NAME.format(at));
    try {
      Files.write(signatureOf(file), signature, StandardOpenOption.CREATE_NEW);
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
      return new Stored(file);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write a new file " + file, e);
    }
  }

  private static Path signatureOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".sig");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + file, e);
    }
  }
}
