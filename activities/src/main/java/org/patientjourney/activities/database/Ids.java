package org.patientjourney.activities.database;

import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Lets statements take and return our id types. */
final class Ids implements ArgumentFactory {
  private static final Map<Type, Function<Object, Object>> COLUMN_VALUES =
      Map.of(
          ClinicId.class, id -> ((ClinicId) id).value(),
          OrderId.class, id -> ((OrderId) id).value(),
          PatientId.class, id -> ((PatientId) id).value(),
          JourneyId.class, id -> ((JourneyId) id).value(),
          MeetingId.class, id -> ((MeetingId) id).value(),
          PatientExamId.class, id -> ((PatientExamId) id).value(),
          ExamId.class, id -> ((ExamId) id).value(),
          WebhookDeliveryId.class, id -> ((WebhookDeliveryId) id).value());

  static void register(Jdbi jdbi) {
    jdbi.registerArgument(new Ids());
    jdbi.registerColumnMapper(ClinicId.class, text(ClinicId::new));
    jdbi.registerColumnMapper(OrderId.class, text(OrderId::new));
    jdbi.registerColumnMapper(PatientId.class, text(PatientId::new));
    jdbi.registerColumnMapper(JourneyId.class, text(JourneyId::new));
    jdbi.registerColumnMapper(MeetingId.class, text(MeetingId::new));
    jdbi.registerColumnMapper(PatientExamId.class, text(PatientExamId::new));
    jdbi.registerColumnMapper(ExamId.class, (row, n, context) -> new ExamId(row.getInt(n)));
    jdbi.registerColumnMapper(
        WebhookDeliveryId.class,
        (row, n, context) -> {
          UUID id = row.getObject(n, UUID.class);
          return id == null ? null : new WebhookDeliveryId(id);
        });
  }

  @Override
  public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
    Function<Object, Object> columnValue = COLUMN_VALUES.get(type);
    if (columnValue == null) {
      return Optional.empty();
    }
    return Optional.of(
        (position, statement, context) -> {
          if (value == null) {
            statement.setNull(position, Types.OTHER);
          } else {
            statement.setObject(position, columnValue.apply(value));
          }
        });
  }

  private static <T> ColumnMapper<T> text(Function<String, T> reading) {
    return (row, position, context) -> {
      String text = row.getString(position);
      return text == null ? null : reading.apply(text);
    };
  }
}
