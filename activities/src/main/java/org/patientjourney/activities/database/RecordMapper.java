package org.patientjourney.activities.database;

import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Maps rows to a record by the names of its components, as JDBI's own mapper does, which matches
 * them with the columns anew for each statement that is run; this one once for each list of
 * columns.
 */
final class RecordMapper<R> implements RowMapper<R> {
  private final RowMapper<R> byName;
  private final Map<List<String>, RowMapper<R>> byColumns = new ConcurrentHashMap<>();

  private RecordMapper(Class<R> type) {
    byName = ConstructorMapper.of(type);
  }

  /** Of each record that is not the value of one column. */
  static RowMapperFactory factory() {
    Map<Type, RowMapper<?>> mappers = new ConcurrentHashMap<>();
    return (type, config) ->
        type instanceof Class<?> record && record.isRecord() && !isColumn(type, config)
            ? Optional.of(mappers.computeIfAbsent(type, anew -> new RecordMapper<>(record)))
            : Optional.empty();
  }

  private static boolean isColumn(Type type, ConfigRegistry config) {
    return config.get(ColumnMappers.class).findFor(type).isPresent();
  }

  @Override
  public RowMapper<R> specialize(ResultSet rows, StatementContext context) throws SQLException {
    List<String> columns = columns(rows.getMetaData());
    RowMapper<R> known = byColumns.get(columns);
    if (known != null) {
      return known;
    }
    RowMapper<R> matched = byName.specialize(rows, context);
    byColumns.put(columns, matched);
    return matched;
  }

  @Override
  public R map(ResultSet row, StatementContext context) throws SQLException {
    return specialize(row, context).map(row, context);
  }

  private static List<String> columns(ResultSetMetaData row) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int number = 1; number <= row.getColumnCount(); number++) {
      columns.add(row.getColumnLabel(number));
    }
    return columns;
  }
}
