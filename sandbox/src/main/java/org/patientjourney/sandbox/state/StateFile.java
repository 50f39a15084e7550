package org.patientjourney.sandbox.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.sandbox.http.Json;

/**
 * The stored state: a line with all of it as of the last start, then a line for each change, so
 * that the cost of a change depends on its own size.
 */
public final class StateFile implements AutoCloseable {
  private static final ObjectReader STATE =
      Json.MAPPER
          .readerFor(SandboxState.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final SandboxState stateAtStart;
  private final FileChannel log;

  /** Uses sandbox.jsonl in the directory, which is created if absent. */
  public StateFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("sandbox.jsonl");
    Path draft = directory.resolve("sandbox.jsonl.draft");
    this.stateAtStart = SandboxState.EMPTY.after(read(file));
    this.log = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING);
    add(stateAtStart);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // A rename is durable only when its directory is: fsync(2), notes.
    try (FileChannel parent = FileChannel.open(directory, READ)) {
      parent.force(true);
    }
  }

  SandboxState stateAtStart() {
    return stateAtStart;
  }

  /** A change without line end was cut off by a kill, before it was answered. */
  private static List<SandboxState> read(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int end = text.lastIndexOf('\n') + 1;
    // The first line is complete before the file has its name.
    List<String> lines =
        end == 0 && !text.isEmpty() ? List.of(text) : text.substring(0, end).lines().toList();
    List<SandboxState> states = new ArrayList<>();
    for (String line : lines) {
      try {
        states.add(STATE.readValue(line));
      } catch (JsonProcessingException e) {
        throw new IOException("expected states written by this version in " + file, e);
      }
    }
    return states;
  }

  /** Adds a change, which survives kill -9 and power loss once this returns. */
  void add(SandboxState change) throws IOException {
    String line = Json.MAPPER.writeValueAsString(change) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      log.write(bytes);
    }
    log.force(true);
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
