package org.patientjourney.app.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.patientjourney.app.problem.FieldProblem;

/**
 * Reads one JSON object field by field and notes every problem, so that all are told at once. What
 * was found is described, never quoted.
 */
final class Fields {
  private static final String NO_SUCH_FIELD = "no such field";

  private final JsonNode node;
  private final String pointer;
  private final List<FieldProblem> problems;
  private final Set<String> known = new HashSet<>();

  Fields(JsonNode node, String pointer, List<FieldProblem> problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
    if (!node.isObject()) {
      problem("", "an object", found(node));
    }
  }

  /** A text that must be there. */
  Optional<String> text(String name, String expected, Predicate<String> valid) {
    return required(name, expected, optionalText(name, expected, valid));
  }

  Optional<String> optionalText(String name, String expected, Predicate<String> valid) {
    return optionalText(name, expected, Texts::clean, valid);
  }

  /** A text that is kept as it came, blanks at its ends included. */
  Optional<String> optionalVerbatim(String name, String expected, Predicate<String> valid) {
    return optionalText(name, expected, text -> text, valid);
  }

  private Optional<String> optionalText(
      String name, String expected, UnaryOperator<String> reading, Predicate<String> valid) {
    return take(name)
        .flatMap(
            value ->
                value.isTextual()
                    ? Optional.of(reading.apply(value.textValue()))
                        .filter(text -> Texts.isText(text, valid))
                        .or(() -> refused(name, expected, value))
                    : refused(name, expected, value));
  }

  /** A text that stands for something: its parser returns empty for what it does not know. */
  <T> Optional<T> parsed(String name, String expected, Function<String, Optional<T>> parser) {
    return required(name, expected, optionalParsed(name, expected, parser));
  }

  <T> Optional<T> optionalParsed(
      String name, String expected, Function<String, Optional<T>> parser) {
    return optionalText(name, expected, text -> parser.apply(text).isPresent()).flatMap(parser);
  }

  Optional<Integer> number(String name, String expected) {
    return required(name, expected, optionalNumber(name, expected));
  }

  Optional<Integer> optionalNumber(String name, String expected) {
    return take(name)
        .flatMap(
            value ->
                value.isInt() && value.intValue() > 0
                    ? Optional.of(value.intValue())
                    : refused(name, expected, value));
  }

  Optional<Fields> object(String name) {
    return required(name, "an object", take(name))
        .map(value -> new Fields(value, at(name), problems));
  }

  /** An object of empty fields is absent, but an unknown field in it is still a problem. */
  <T> Optional<T> optionalObject(String name, Function<Fields, Optional<T>> reader) {
    Optional<JsonNode> value = take(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    boolean isNothing = isNothing(value.get());
    List<FieldProblem> found = new ArrayList<>();
    Optional<T> read = reader.apply(new Fields(value.get(), at(name), found));
    found.stream()
        .filter(problem -> !isNothing || problem.expected().equals(NO_SUCH_FIELD))
        .forEach(problems::add);
    return isNothing ? Optional.empty() : read;
  }

  /** The elements of an array; empty when it is absent or was refused. */
  List<Fields> objects(String name, int longest) {
    Optional<JsonNode> array = take(name);
    if (array.isEmpty()) {
      return List.of();
    }
    if (!array.get().isArray() || array.get().size() > longest) {
      problem("/" + name, "an array of at most " + longest + " objects", found(array.get()));
      return List.of();
    }
    List<Fields> elements = new ArrayList<>();
    for (int i = 0; i < array.get().size(); i++) {
      elements.add(new Fields(array.get().get(i), at(name) + "/" + i, problems));
    }
    return elements;
  }

  /** Every field that was not read is a problem: a typing error must not get lost. */
  void refuseOthers() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem("/" + escaped(name), NO_SUCH_FIELD, "a field that orders do not have");
              }
            });
  }

  void problem(String relativePointer, String expected, String found) {
    problems.add(new FieldProblem(pointer + relativePointer, expected, found));
  }

  boolean isAbsent(String name) {
    return isNothing(node.path(name));
  }

  boolean isAbsent(String object, String name) {
    return isNothing(node.path(object).path(name));
  }

  /** Stores send an optional field that was left empty as an empty text, an address as five. */
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
  boolean isEmptyArray(String name) {
    return isAbsent(name) || (node.get(name).isArray() && node.get(name).isEmpty());
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

  private <T> Optional<T> refused(String name, String expected, JsonNode value) {
    problem("/" + name, expected, found(value));
    return Optional.empty();
  }

  private String at(String name) {
    return pointer + "/" + escaped(name);
  }

  /** A name of the caller's own may be anything: its length is bounded, RFC 6901 escapes it. */
  private static String escaped(String name) {
    String bounded = name.length() > 64 ? name.substring(0, 64) : name;
    return bounded.replace("~", "~0").replace("/", "~1");
  }

  private static String found(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a text of " + value.textValue().length() + " characters";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "an array of " + value.size();
      case OBJECT -> "an object";
      case NULL, MISSING -> "nothing";
      case BINARY, POJO -> "something else";
    };
  }
}
