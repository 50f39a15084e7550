package org.patientjourney.app.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes records as Jackson writes them: an id is the one value that it stands for, and a
 * component is required unless it may be left out. Swagger finds this class by service loader.
 */
public final class RecordSchemas implements ModelConverter {
  private static final String NULL = "null";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
    if (JsonNode.class.isAssignableFrom(raw)) {
      return new JsonSchema(); // its endpoint names the schema
    }
    Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
    if (schema == null) {
      return null;
    }
    if (isId(raw) || (raw.isEnum() && !raw.isMemberClass())) {
      return named(raw, schema, context);
    }
    if (raw.isRecord()) {
      describeComponents(raw, model(schema, context));
    }
    return schema;
  }

  private static boolean isId(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
  }

  /** A type that many records hold is described once, under its own name. */
  private static Schema<?> named(Class<?> type, Schema<?> schema, ModelConverterContext context) {
    shape(type, schema);
    context.defineModel(type.getSimpleName(), schema, type, null);
    return new JsonSchema().$ref(type.getSimpleName());
  }

  /** An id knows its own pattern: {@code SHAPE}. */
  private static void shape(Class<?> type, Schema<?> schema) {
    Arrays.stream(type.getFields())
        .filter(field -> field.getName().equals("SHAPE"))
        .forEach(
            field -> {
              try {
                schema.setPattern("^" + field.get(null) + "$");
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(type + ".SHAPE cannot be read", e);
              }
            });
  }

  private static Schema<?> model(Schema<?> schema, ModelConverterContext context) {
    String ref = schema.get$ref();
    Schema<?> named =
        ref == null
            ? schema
            : context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
    return named == null ? schema : named;
  }

  private static void describeComponents(Class<?> type, Schema<?> model) {
    if (model.getProperties() == null || model.getRequired() != null) {
      return;
    }
    JsonInclude inclusion = type.getAnnotation(JsonInclude.class);
    Include include = inclusion == null ? Include.ALWAYS : inclusion.value();
    List<RecordComponent> always =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> !mayBeLeftOut(component, include))
            .toList();
    model.setRequired(always.stream().map(RecordComponent::getName).toList());
    always.stream()
        .filter(RecordSchemas::isNullable)
        .forEach(component -> orNull(model, component.getName()));
  }

  private static boolean mayBeLeftOut(RecordComponent component, Include include) {
    return switch (include) {
      case NON_NULL -> isNullable(component);
      case NON_EMPTY -> isNullable(component) || isContainer(component.getType());
      default -> false;
    };
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static void orNull(Schema<?> model, String name) {
    Schema<?> property = model.getProperties().get(name);
    if (property == null) {
      return;
    }
    if (property.get$ref() == null) {
      property.addType(NULL);
      return;
    }
    Schema<?> nothing = new JsonSchema();
    nothing.addType(NULL);
    model.addProperty(name, new JsonSchema().addAnyOfItem(property).addAnyOfItem(nothing));
  }
}
