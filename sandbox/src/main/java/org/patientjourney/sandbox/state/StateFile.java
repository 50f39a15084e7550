package org.patientjourney.sandbox.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.patientjourney.sandbox.http.Json;

/** The sandbox's truth on disk: always a whole state, the old one or the new one. */
public final class StateFile {
  private final Path file;
  private final Path draft;

  /** Uses sandbox.json in the directory, which is made if need be. */
  public StateFile(Path directory) throws IOException {
    Files.createDirectories(directory);
    this.file = directory.resolve("sandbox.json");
    this.draft = directory.resolve("sandbox.json.draft");
  }

  /** The stored state, or the empty one when none was stored. */
  public SandboxState read() throws IOException {
    if (Files.notExists(file)) {
      return SandboxState.EMPTY;
    }
    try {
      return Json.MAPPER.readValue(file.toFile(), SandboxState.class);
    } catch (JsonProcessingException e) {
      throw new IOException("expected a state written by this version in " + file, e);
    }
  }

  /** Replaces the stored state; it survives kill -9 and power loss once this returns. */
  void write(SandboxState state) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(state));
    try (FileChannel channel = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // The rename itself is only durable once its directory is: fsync(2), notes.
    try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      directory.force(true);
    }
  }
}
