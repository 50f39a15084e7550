package org.patientjourney.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
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
    config.addDataSourceProperty("socketTimeout", "15");
    config.addDataSourceProperty("ApplicationName", "patient-journey");
    config.setExceptionOverrideClassName(StandbyEviction.class.getName());
    if (System.getProperty(UNTESTED_MILLIS) == null) {
      System.setProperty(UNTESTED_MILLIS, "100");
    }
    pool = new HikariDataSource(config);
    jdbi = jdbi(this::open);
  }

  /**
   * A connection whose server has not ended the session: after a failover no request meets a dead
   * one. Reads what has arrived and asks the server nothing, unlike HikariCP's test.
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

  /** Brings the schema up to date. */
  public static void migrate(DatabaseLogin migrator, String applicationRole) {
    Flyway.configure()
        .dataSource(migrator.url(), migrator.user(), migrator.password())
        .placeholders(Map.of("applicationRole", applicationRole))
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load()
        .migrate();
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Jdbi jdbi(ConnectionFactory connections) {
    Jdbi jdbi = Jdbi.create(connections).installPlugin(new SqlObjectPlugin());
    DaoFactory.register(jdbi);
    Ids.register(jdbi);
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
}
