package org.patientjourney.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ExtensionConfigurer;
import org.jdbi.v3.core.extension.annotation.UseExtensionConfigurer;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.database.Database.DatabaseLogin;

/** DAOs of a database that is never connected to. */
class DaoFactoryTest {
  private static final List<String> READIED = new ArrayList<>();

  private final Database database =
      new Database(new DatabaseLogin("jdbc:postgresql://127.0.0.1:1/none", "nobody", ""), 1);

  /** Notes that a method is readied. */
  @Retention(RetentionPolicy.RUNTIME)
  @UseExtensionConfigurer(Noting.class)
  @interface Noted {}

  public static final class Noting implements ExtensionConfigurer {
    @Override
    public void configureForMethod(
        ConfigRegistry config, Annotation annotation, Class<?> dao, Method method) {
      READIED.add(method.getName());
    }
  }

  interface NotedDao {
    @Noted
    @SqlQuery("select 1")
    int first();

    @Noted
    @SqlQuery("select 2")
    int second();

    default String text() {
      return "needs no database";
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void prepares_only_the_methods_that_are_called() {
    String text = database.jdbi().withExtension(NotedDao.class, dao -> dao.text() + dao.toString());

    assertThat(text).startsWith("needs no database");
    assertThat(READIED).isEmpty();
  }
}
