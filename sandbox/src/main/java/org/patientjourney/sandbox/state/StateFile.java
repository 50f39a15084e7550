package org.patientjourney.sandbox.state;

import static java.nio.file.StandardOpenOption.APPEND;
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
 * The stored state: a whole state as of the last start, and a line for each change since, so that
 * the cost of a change depends on its own size.
 */
public final class StateFile implements AutoCloseable {
  private static final ObjectReader STATE =
      Json.MAPPER
          .readerFor(SandboxState.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final Path file;
  private final Path draft;
  private final Path changes;
  private final FileChannel log;

  /** Uses sandbox.json and sandbox.changes in the directory, which is created if absent. */
  public StateFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    this.file = directory.resolve("sandbox.json");
    this.draft = directory.resolve("sandbox.json.draft");
    this.changes = directory.resolve("sandbox.changes");
    this.log = FileChannel.open(changes, CREATE, WRITE, APPEND);
  }

  /** The stored state or the empty one, with the changes merged into the whole. */
  SandboxState open() throws IOException {
    SandboxState state = whole().after(changes());
    // The changes are removed last: merging them twice has no effect, losing them would.
    try (FileChannel channel = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
      append(channel, Json.MAPPER.writeValueAsBytes(state));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // A rename is durable only when its directory is: fsync(2), notes.
    try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      directory.force(true);
    }
    log.truncate(0);
    log.force(true);
    return state;
  }

  private SandboxState whole() throws IOException {
    return Files.notExists(file) ? SandboxState.EMPTY : read(Files.readString(file), file);
  }

  /** A line without end was cut by a kill, before its change was answered. */
  private List<SandboxState> changes() throws IOException {
    String all = Files.readString(changes);
    List<SandboxState> read = new ArrayList<>();
    for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
      read.add(read(line, changes));
    }
    return read;
  }

  private static SandboxState read(String json, Path from) throws IOException {
    try {
      return STATE.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IOException("expected a state written by this version in " + from, e);
    }
  }

  /** Adds a change, which survives kill -9 and power loss once this returns. */
  void add(SandboxState change) throws IOException {
    String line = Json.MAPPER.writeValueAsString(change) + "\n";
    append(log, line.getBytes(StandardCharsets.UTF_8));
  }

  private static void append(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
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
