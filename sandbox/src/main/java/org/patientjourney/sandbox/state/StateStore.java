package org.patientjourney.sandbox.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.Fault.ArmedFault;

/**
 * The state and its file: a line with all of it as of the last start, then a line for each change,
 * so that the cost of a change depends on its own size. What was written survives kill -9.
 */
public final class StateStore implements AutoCloseable {
  private static final ObjectReader STATE =
      Json.MAPPER
          .readerFor(SandboxState.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private final FileChannel log;
  private volatile SandboxState state;
  private volatile Runnable listener = () -> {};

  /** A new state and a result. */
  public record Changed<T>(SandboxState state, T result) {}

  /** Uses sandbox.jsonl in the directory, which is created if absent. */
  public StateStore(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("sandbox.jsonl");
    Path draft = directory.resolve("sandbox.jsonl.draft");
    this.state = read(file);
    this.log = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING);
    write(state);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A change without line end was cut off by a kill, before it was answered. */
  private static SandboxState read(Path file) throws IOException {
    // Not readString, which fails for half a character.
    String text = Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
    int end = text.lastIndexOf('\n') + 1;
    // The first line is complete before the file has its name.
    List<String> lines =
        end == 0 && !text.isEmpty() ? List.of(text) : text.substring(0, end).lines().toList();
    SandboxState read = SandboxState.EMPTY;
    for (String line : lines) {
      try {
        read = read.after(STATE.readValue(line));
      } catch (JsonProcessingException e) {
        throw new IOException("expected states written by this version in " + file, e);
      }
    }
    return read;
  }

  /** Runs the listener after each change. */
  public void onChange(Runnable next) {
    listener = next;
  }

  public SandboxState now() {
    return state;
  }

  /** Returns the new state once it is written. */
  public SandboxState change(UnaryOperator<SandboxState> step) {
    return changeAndGet(
        before -> {
          SandboxState next = step.apply(before);
          return new Changed<>(next, next);
        });
  }

  /** Returns the step's result once its state is written; a step that throws changes nothing. */
  @SuppressWarnings("ReferenceEquality") // a step that changes nothing returns what it was given
  public <T> T changeAndGet(Function<SandboxState, Changed<T>> step) {
    T result;
    synchronized (this) {
      Changed<T> changed = step.apply(state);
      result = changed.result();
      if (changed.state() == state) {
        return result;
      }
      try {
        write(changed.state().changesSince(state));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      state = changed.state();
    }
    listener.run();
    return result;
  }

  /** The oldest of these faults that may strike the clinic, which then has struck once. */
  public Optional<ArmedFault> takeFault(String clinic, Predicate<ArmedFault> which) {
    return changeAndGet(
        before -> {
          Optional<ArmedFault> armed = before.firstFault(clinic, which);
          return new Changed<>(armed.map(before::afterFault).orElse(before), armed);
        });
  }

  private void write(SandboxState change) throws IOException {
    String line = Json.MAPPER.writeValueAsString(change) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      log.write(bytes);
    }
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
