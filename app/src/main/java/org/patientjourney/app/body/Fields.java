package org.patientjourney.app.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.body.Texts.TextRule;
import org.patientjourney.app.problem.FieldProblem;

/**
 * Reads one JSON object field by field and notes every problem, so that one answer reports all of
 * them. What was found is described, never quoted.
 */
public final class Fields {
  private static final String NO_SUCH_FIELD = "no such field";
  private static final String POSITIVE = "a whole number from 1 to " + Integer.MAX_VALUE;

  private final JsonNode node;
  private final String pointer;
  private final String owner;
  private final List<FieldProblem> problems;
  private final Set<String> known = new HashSet<>();
  private final ObjectNode values = JsonNodeFactory.instance.objectNode();

  private Fields(JsonNode node, String pointer, String owner, List<FieldProblem> problems) {
    this.node = node;
    this.pointer = pointer;
    this.owner = owner;
    this.problems = problems;
    if (!node.isObject()) {
      problem("", "an object", found(node));
    }
  }

  /**
   * The fields of a body.
   *
   * @param owner what does not have the fields that are refused, such as {@code orders}
   */
  public static Fields of(@Nullable JsonNode body, String owner) {
    return new Fields(
        body == null ? MissingNode.getInstance() : body, "", owner, new ArrayList<>());
  }

  private Fields child(JsonNode value, String name, List<FieldProblem> noted) {
    return new Fields(value, pointer + "/" + name, owner, noted);
  }

  /** A text that must be there. */
  public Optional<String> text(String name, TextRule rule) {
    return required(name, rule.expected(), optionalText(name, rule));
  }

  public Optional<String> optionalText(String name, TextRule rule) {
    Optional<String> text =
        read(
            name,
            rule.expected(),
            value ->
                Optional.ofNullable(value.textValue())
                    .map(raw -> rule.verbatim() ? raw : Texts.clean(raw))
                    .filter(Fields::isUnicode)
                    .flatMap(rule.canonical()));
    text.ifPresent(canonical -> values.put(name, canonical));
    return text;
  }

  /** A positive number that must be there. */
  public Optional<Integer> number(String name) {
    return required(name, POSITIVE, optionalNumber(name));
  }

  public Optional<Integer> optionalNumber(String name) {
    Optional<Integer> number =
        read(
            name,
            POSITIVE,
            value ->
                Optional.of(value)
                    .filter(JsonNode::isInt)
                    .map(JsonNode::intValue)
                    .filter(read -> read > 0));
    number.ifPresent(read -> values.put(name, read));
    return number;
  }

  public Optional<Boolean> optionalFlag(String name) {
    return read(
        name,
        "true or false",
        value -> Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::booleanValue));
  }

  /** What is there and cannot be read is a problem. */
  private <T> Optional<T> read(
      String name, String expected, Function<JsonNode, Optional<T>> reader) {
    Optional<JsonNode> value = take(name);
    Optional<T> read = value.flatMap(reader);
    if (value.isPresent() && read.isEmpty()) {
      problem("/" + name, expected, found(value.get()));
    }
    return read;
  }

  /** An object that must be there. */
  public void object(String name, Consumer<Fields> reader) {
    required(name, "an object", take(name))
        .map(value -> child(value, name, problems))
        .ifPresent(fields -> values.set(name, fields.readBy(reader)));
  }

  /** An object of empty fields is absent, but an unknown field in it is still a problem. */
  public void optionalObject(String name, Consumer<Fields> reader) {
    Optional<JsonNode> value = take(name);
    if (value.isEmpty()) {
      return;
    }
    boolean isNothing = isNothing(value.get());
    List<FieldProblem> noted = new ArrayList<>();
    ObjectNode read = child(value.get(), name, noted).readBy(reader);
    noted.stream()
        .filter(problem -> !isNothing || problem.expected().equals(NO_SUCH_FIELD))
        .forEach(problems::add);
    if (!isNothing) {
      values.set(name, read);
    }
  }

  /** An array of objects; empty when it is absent or was refused. */
  public void objects(String name, int longest, Consumer<Fields> reader) {
    ArrayNode read = values.putArray(name);
    Optional<JsonNode> array = take(name);
    if (array.isEmpty()) {
      return;
    }
    if (!array.get().isArray() || array.get().size() > longest) {
      problem("/" + name, "an array of at most " + longest + " objects", found(array.get()));
      return;
    }
    for (int i = 0; i < array.get().size(); i++) {
      read.add(child(array.get().get(i), name + "/" + i, problems).readBy(reader));
    }
  }

  /** What was read, in canonical form; complete when there are no problems. */
  public ObjectNode values() {
    return values;
  }

  public List<FieldProblem> problems() {
    return problems;
  }

  /** Reads all fields of the object: one that the reader does not know is a problem. */
  public ObjectNode readBy(Consumer<Fields> reader) {
    reader.accept(this);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(
                    FieldProblem.pointerTo(name),
                    NO_SUCH_FIELD,
                    "a field that " + owner + " do not have");
              }
            });
    return values;
  }

  public void problem(String relativePointer, String expected, String found) {
    problems.add(new FieldProblem(pointer + relativePointer, expected, found));
  }

  public boolean isAbsent(String name) {
    return isNothing(node.path(name));
  }

  public boolean isAbsent(String object, String name) {
    return isNothing(node.path(object).path(name));
  }

  /** Stores send an empty optional field as an empty text, and an empty address as five. */
  private static boolean isNothing(JsonNode value) {
    return isEmpty(value)
        || (value.isObject()
            && StreamSupport.stream(value.spliterator(), false).allMatch(Fields::isNothing));
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isTextual() && Texts.clean(value.textValue()).isEmpty());
  }

  /** Absent, or an array without an element. */
  public boolean isEmptyArray(String name) {
    JsonNode value = node.path(name);
    return isEmpty(value) || (value.isArray() && value.isEmpty());
  }

  private Optional<JsonNode> take(String name) {
    known.add(name);
    return Optional.of(node.path(name)).filter(value -> !isEmpty(value));
  }

  private <T> Optional<T> required(String name, String expected, Optional<T> value) {
    if (isEmpty(node.path(name)) && node.isObject()) {
      problem("/" + name, expected, found(node.path(name)));
    }
    return value;
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String foundText(String text) {
    String found = "a text of " + text.length() + " characters";
    if (!isUnicode(text)) {
      return found + ", one of them half of a surrogate pair";
    }
    boolean isBlank = !text.isEmpty() && Texts.clean(text).isEmpty();
    return isBlank ? found + ", all of them blank or invisible" : found;
  }

  private static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> foundText(value.textValue());
      case NUMBER -> value.isIntegralNumber() ? "a whole number" : "a number that is not whole";
      case BOOLEAN -> "true or false";
      case ARRAY -> "an array of " + value.size();
      case OBJECT -> "an object";
      case NULL, MISSING -> "nothing";
      case BINARY, POJO -> "something else";
    };
  }
}
