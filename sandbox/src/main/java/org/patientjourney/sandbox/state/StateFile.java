package org.patientjourney.sandbox.state;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.sandbox.http.Json;

/**
 * The sandbox's truth on disk: a whole state of its last start, and a line for each change since,
 * so that a change costs what it changes.
 */
public final class StateFile implements AutoCloseable {
  private final Path file;
  private final Path draft;
  private final Path changes;
  private final FileChannel log;

  /** Uses sandbox.json and sandbox.changes in the directory, which is made if need be. */
  public StateFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    this.file = directory.resolve("sandbox.json");
    this.draft = directory.resolve("sandbox.json.draft");
    this.changes = directory.resolve("sandbox.changes");
    this.log = FileChannel.open(changes, CREATE, WRITE, APPEND);
  }

  /**
   * The stored state, or the empty one when none was stored. Its changes are worked into the whole.
   */
  public SandboxState open() throws IOException {
    List<StateChange> since = changes();
    SandboxState state = StateChange.after(whole(), since);
    // Changes that are worked in and still there do no harm, changes that are gone would.
    write(draft, Json.MAPPER.writeValueAsBytes(state), CREATE, WRITE, TRUNCATE_EXISTING);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The rename itself is only durable once its directory is: fsync(2), notes.
    try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      directory.force(true);
    }
    log.truncate(0);
    log.force(true);
    return state;
  }

  private SandboxState whole() throws IOException {
    if (Files.notExists(file)) {
      return SandboxState.EMPTY;
    }
    try {
      return Json.MAPPER.readValue(file.toFile(), SandboxState.class);
    } catch (JsonProcessingException e) {
      throw new IOException("expected a state written by this version in " + file, e);
    }
  }

  /** A line that has no end was cut by a kill, before anybody was told of its change. */
  private List<StateChange> changes() throws IOException {
    String all = Files.readString(changes);
    List<StateChange> read = new ArrayList<>();
    for (String line : all.substring(0, all.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        read.add(Json.MAPPER.readValue(line, StateChange.class));
      } catch (JsonProcessingException e) {
        throw new IOException("expected changes written by this version in " + changes, e);
      }
    }
    return read;
  }

  /** Adds what has changed; it survives kill -9 and power loss once this returns. */
  void add(StateChange change) throws IOException {
    String line = Json.MAPPER.writeValueAsString(change) + "\n";
    append(log, line.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path path, byte[] content, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(path, options)) {
      append(channel, content);
    }
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
