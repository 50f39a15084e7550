package org.patientjourney.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Connections to PostgreSQL as the application role, and the migrations as the migrator. */
public final class Database implements AutoCloseable {
  /** HikariCP asks the server whether a connection lives when it has rested for longer. */
  private static final String UNTESTED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

  /**
   * For each lock: shorter than an activity waits (5 s), and than we wait for any answer. What we
   * gave up must not be carried out later, when another run has claimed the journey.
   */
  private static final String LIMIT_LOCK_WAITS = "set lock_timeout = '3s'";

  private static final String SOCKET_TIMEOUT_SECONDS = "15";

  private static final String SCHEMA_VERSION =
      """
      select version from flyway_schema_history where success order by installed_rank desc limit 1
      """;

  /** Flyway pauses 1, 2, 4 s and so on between them. */
  private static final int CONNECT_RETRIES = 10;

  private static final int LONGEST_RETRY_SECONDS = 4;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * Opens a pool. Does not connect yet: PostgreSQL may come later.
   *
   * @param maximumConnections of the pool
   */
  public Database(DatabaseLogin application, int maximumConnections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("journey");
    config.setJdbcUrl(application.url());
    config.setUsername(application.user());
    config.setPassword(application.password());
    config.setMaximumPoolSize(maximumConnections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2_000);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(LIMIT_LOCK_WAITS);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("ApplicationName", "patient-journey");
    config.setExceptionOverrideClassName(StandbyEviction.class.getName());
    if (System.getProperty(UNTESTED_MILLIS) == null) {
      System.setProperty(UNTESTED_MILLIS, "1000");
    }
    pool = new HikariDataSource(config);
    jdbi = jdbi(this::open);
  }

  /**
   * A connection whose server has not said that it ended the session, as it does when it is stopped
   * in order. Reads what has arrived and asks the server nothing, unlike HikariCP's test. That one
   * notices a server that died without a word, or else, so soon after the connection's last use,
   * the statement does: it fails like those that were under way.
   */
  private Connection open() throws SQLException {
    while (true) {
      Connection connection = pool.getConnection();
      try {
        connection.unwrap(PGConnection.class).getNotifications();
        return connection;
      } catch (SQLException ended) {
        pool.evictConnection(connection);
      }
    }
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Brings the schema up to date, and waits half a minute for PostgreSQL to answer.
   *
   * @return the schema's version
   * @throws IllegalStateException when a newer build has changed the schema
   */
  public static String migrate(DatabaseLogin migrator, String applicationRole) {
    Flyway flyway = flyway(migrator, applicationRole, CONNECT_RETRIES);
    refuseNewer(flyway.info());
    flyway.migrate();
    return version(flyway.info());
  }

  /** What {@link #migrate} would do, for a person; fails as it would. */
  public static String describe(DatabaseLogin migrator, String applicationRole) {
    MigrationInfoService info = flyway(migrator, applicationRole, 0).info();
    refuseNewer(info);
    return "schema version %s, migrations to run: %d"
        .formatted(version(info), info.pending().length);
  }

  private static Flyway flyway(DatabaseLogin migrator, String applicationRole, int retries) {
    return Flyway.configure()
        .dataSource(migrator.url(), migrator.user(), migrator.password())
        .connectRetries(retries)
        .connectRetriesInterval(LONGEST_RETRY_SECONDS)
        .placeholders(Map.of("applicationRole", applicationRole))
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load();
  }

  private static String version(MigrationInfoService info) {
    return info.current() == null ? "none" : String.valueOf(info.current().getVersion());
  }

  private static void refuseNewer(MigrationInfoService info) {
    if (Arrays.stream(info.applied())
        .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)) {
      throw new IllegalStateException(
          "expected a schema that this build knows, found version %s of a newer build: start that build, or restore a backup from before its first start"
              .formatted(version(info)));
    }
  }

  /** Of the latest migration; fails when PostgreSQL does not answer. */
  public static String schemaVersion(Jdbi jdbi) {
    return jdbi.withHandle(handle -> handle.select(SCHEMA_VERSION).mapTo(String.class).one());
  }

  /** How far PostgreSQL's clock is ahead of a machine's, at least: the time of the call is none. */
  public static Duration clockSkew(Jdbi jdbi, InstantSource machine) {
    return jdbi.withHandle(
        handle -> {
          Instant before = machine.instant();
          Instant there = handle.select("select clock_timestamp()").mapTo(Instant.class).one();
          Instant after = machine.instant();
          if (there.isBefore(before)) {
            return Duration.between(before, there);
          }
          return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        });
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Jdbi jdbi(ConnectionFactory connections) {
    Jdbi jdbi = Jdbi.create(connections).installPlugin(new SqlObjectPlugin());
    DaoFactory.register(jdbi);
    Ids.register(jdbi);
    jdbi.registerRowMapper(RecordMapper.factory());
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "integer");
    jdbi.registerArrayType(Long.class, "bigint");
    jdbi.registerArrayType(Boolean.class, "boolean");
    jdbi.registerArgument(Database::byteArrays);
    return jdbi;
  }

  /**
   * JDBI makes an {@code Object[]} of every array, of which the driver takes no {@code bytea[]}.
   */
  private static Optional<Argument> byteArrays(
      Type type, @Nullable Object value, ConfigRegistry config) {
    return type != byte[][].class
        ? Optional.empty()
        : Optional.of(
            (position, statement, context) ->
                statement.setArray(
                    position, statement.getConnection().createArrayOf("bytea", (Object[]) value)));
  }

  /** The address of a database and the role to log in as. Prints no password. */
  public record DatabaseLogin(String url, String user, String password) {
    @Override
    public String toString() {
      return "DatabaseLogin[" + user + "]";
    }
  }
}
