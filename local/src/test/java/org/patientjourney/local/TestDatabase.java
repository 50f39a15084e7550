package org.patientjourney.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.patientjourney.activities.database.Database;
import org.patientjourney.local.system.EmbeddedDatabase;

/**
 * PostgreSQL on a copy of a migrated folder, which costs a fraction of initdb and migration. The
 * build's folder keeps it, made by the first test that needs it and again when the schema changes.
 */
public final class TestDatabase {
  private static final String NAME = "postgres-template-";
  private static final String SCHEMA = "/db/migration/V1__schema.sql";

  private TestDatabase() {}

  /** Starts it on a folder, which gets the copy when it is new. */
  public static EmbeddedDatabase start(Path folder) throws IOException {
    prepare(folder);
    return new EmbeddedDatabase(folder);
  }

  /** For an engine that starts its own. */
  public static void prepare(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(folder.getParent());
      TestFolders.copy(template(), folder);
    }
  }

  /** Tests of several processes want it at once: the first makes it, the others wait. */
  private static synchronized Path template() throws IOException {
    Path target = BuiltFiles.root().resolve("local/target");
    Path folder = target.resolve(NAME + schema());
    if (Files.exists(folder)) {
      return folder;
    }
    try (FileChannel channel =
        FileChannel.open(
            target.resolve(NAME + "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (Files.notExists(folder)) {
        make(target, folder);
      }
    }
    return folder;
  }

  /** Beside it first, so that one which was not finished is not taken. */
  private static void make(Path target, Path folder) throws IOException {
    Path beside = Files.createTempDirectory(target, NAME);
    Path made = beside.resolve("postgres");
    try (EmbeddedDatabase database = new EmbeddedDatabase(made)) {
      Database.migrate(
          new Database.DatabaseLogin(database.url(), EmbeddedDatabase.MIGRATOR, ""),
          EmbeddedDatabase.APPLICATION);
    }
    Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    TestFolders.delete(beside);
  }

  private static String schema() throws IOException {
    try (InputStream file = Database.class.getResourceAsStream(SCHEMA)) {
      if (file == null) {
        throw new IOException("expected " + SCHEMA + " on the class path");
      }
      CRC32 checksum = new CRC32();
      checksum.update(file.readAllBytes());
      return Long.toHexString(checksum.getValue());
    }
  }
}
