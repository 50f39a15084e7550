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
 * The secrets of one data folder, made at its first start: the encryption key, without which the
 * encrypted columns cannot be read, and the bearer key of a caller of each role.
 */
public record LocalKeys(
    String encryption,
    String backend,
    String operations,
    String compliance,
    String care,
    String dispensing) {
  public static final String FILE = "keys.properties";

  private static final String ENCRYPTION = "encryption";
  private static final List<String> CALLERS =
      List.of("backend", "operations", "compliance", "care", "dispensing");

  public static LocalKeys in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      create(data, file);
    }
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      keys.load(reader);
    }
    if (!keys.containsKey(ENCRYPTION) || !keys.keySet().containsAll(CALLERS)) {
      throw new IOException(
          "expected the encryption key and keys of %s in %s: bring the file back"
              .formatted(CALLERS, file));
    }
    return new LocalKeys(
        keys.getProperty(ENCRYPTION),
        keys.getProperty("backend"),
        keys.getProperty("operations"),
        keys.getProperty("compliance"),
        keys.getProperty("care"),
        keys.getProperty("dispensing"));
  }

  public static String hash(String key) {
    return HexFormat.of().formatHex(StoredJson.sha256(key));
  }

  private static void create(Path data, Path file) throws IOException {
    Properties keys = new Properties();
    keys.setProperty(ENCRYPTION, Base64.getEncoder().encodeToString(random(32)));
    CALLERS.forEach(caller -> keys.setProperty(caller, HexFormat.of().formatHex(random(20))));
    Path fresh = Files.createTempFile(data, FILE, ".new", onlyOwner(data));
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      keys.store(writer, "Made by ./journey. Losing this file loses the record.");
    }
    Files.move(fresh, file);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
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

  @Override
  public String toString() {
    return "LocalKeys[" + FILE + "]";
  }
}
