package org.patientjourney.local;

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
import java.util.Properties;
import org.patientjourney.activities.database.StoredJson;

/**
 * The secrets of one data folder, made at its first start. Losing the file loses the record: what
 * is encrypted stays so.
 */
final class LocalKeys {
  static final String FILE = "keys.properties";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Properties keys;

  private LocalKeys(Properties keys) {
    this.keys = keys;
  }

  static LocalKeys in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    Properties keys = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        keys.load(reader);
      }
      return new LocalKeys(keys);
    }
    keys.setProperty("encryption", Base64.getEncoder().encodeToString(random(32)));
    keys.setProperty("backend", HexFormat.of().formatHex(random(20)));
    keys.setProperty("operations", HexFormat.of().formatHex(random(20)));
    Path fresh = Files.createTempFile(data, FILE, ".new", onlyOwner(data));
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      keys.store(writer, "Made by ./journey. Losing this file loses the record.");
    }
    Files.move(fresh, file);
    return new LocalKeys(keys);
  }

  String encryption() {
    return keys.getProperty("encryption");
  }

  String backend() {
    return keys.getProperty("backend");
  }

  String operations() {
    return keys.getProperty("operations");
  }

  static String hash(String key) {
    return HexFormat.of().formatHex(StoredJson.sha256(key));
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
