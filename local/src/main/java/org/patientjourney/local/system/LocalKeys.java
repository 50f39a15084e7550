package org.patientjourney.local.system;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.patientjourney.activities.database.StoredJson;

/**
 * The secrets of one data folder, made at its first start. Without the file the encrypted columns
 * cannot be read.
 */
public final class LocalKeys {
  public static final String FILE = "keys.properties";

  /** Callers with a bearer key: one for each role. */
  private static final List<String> CALLERS =
      List.of("backend", "operations", "compliance", "care", "dispensing");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Properties keys;

  private LocalKeys(Properties keys) {
    this.keys = keys;
  }

  public static LocalKeys in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      create(data, file);
    }
    LocalKeys keys = read(file);
    if (keys.encryption() == null || !keys.keys.stringPropertyNames().containsAll(CALLERS)) {
      throw new IOException(
          "expected the encryption key and keys of "
              + CALLERS
              + " in "
              + file
              + ": bring the file back");
    }
    return keys;
  }

  private static LocalKeys read(Path file) throws IOException {
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      keys.load(reader);
    }
    return new LocalKeys(keys);
  }

  private static void create(Path data, Path file) throws IOException {
    Properties keys = new Properties();
    keys.setProperty("encryption", Base64.getEncoder().encodeToString(random(32)));
    CALLERS.forEach(caller -> keys.setProperty(caller, bearerKey()));
    Path fresh = Files.createTempFile(data, FILE, ".new", onlyOwner(data));
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      keys.store(writer, "Made by ./journey. Losing this file loses the record.");
    }
    Files.move(fresh, file);
  }

  public String encryption() {
    return keys.getProperty("encryption");
  }

  public String backend() {
    return keys.getProperty("backend");
  }

  public String operations() {
    return keys.getProperty("operations");
  }

  public String compliance() {
    return keys.getProperty("compliance");
  }

  public String care() {
    return keys.getProperty("care");
  }

  public String dispensing() {
    return keys.getProperty("dispensing");
  }

  public static String hash(String key) {
    return HexFormat.of().formatHex(StoredJson.sha256(key));
  }

  private static String bearerKey() {
    return HexFormat.of().formatHex(random(20));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static FileAttribute<?>[] onlyOwner(Path data) {
    boolean posix = data.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
