package org.patientjourney.activities.database;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;
import org.postgresql.PGStatement;

/**
 * PostgreSQL plans the statement for the values of each call. Without it, a statement that is
 * called often gets one plan for all values, which cannot use the index of one filter where each
 * filter may be null.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@SqlStatementCustomizingAnnotation(PlannedByValues.Factory.class)
public @interface PlannedByValues {
  /** Never prepares the statement on the server. */
  final class Factory implements SqlStatementCustomizerFactory, StatementCustomizer {
    @Override
    public SqlStatementCustomizer createForMethod(
        Annotation annotation, Class<?> dao, Method method) {
      return statement -> statement.addCustomizer(this);
    }

    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context)
        throws SQLException {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
  }
}
