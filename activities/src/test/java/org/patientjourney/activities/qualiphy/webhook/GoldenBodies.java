package org.patientjourney.activities.qualiphy.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fictional webhook bodies, one for each shape, spelling and id type in docs/provider.md, each with
 * its meaning beside it.
 */
final class GoldenBodies {
  private static final Path FOLDER = Path.of("src", "test", "resources", "bodies");

  private GoldenBodies() {}

  /** Their names without the ending. */
  static List<String> names() {
    return withEnding(".json");
  }

  static List<String> namesOfMeanings() {
    return withEnding(".meaning");
  }

  static byte[] body(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Path meaning(String name) {
    return FOLDER.resolve(name + ".meaning");
  }

  private static List<String> withEnding(String ending) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ending))
          .map(file -> file.substring(0, file.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
