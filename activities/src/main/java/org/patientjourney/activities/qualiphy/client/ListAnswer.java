package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Failed;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.LookupResult.Found;

/** Reads the lists that look-ups return. */
final class ListAnswer {
  private ListAnswer() {}

  /**
   * Reads a list.
   *
   * @param name of the list where it is a member of an object
   * @param entry reads an entry; empty for an unusable one
   */
  static <T> LookupResult<T> read(
      QualiphyAnswer answer, String name, Function<JsonNode, Optional<T>> entry) {
    int code = answer.code();
    if (code == 401) {
      return new Failed<>(Failure.REFUSED, UnauthorizedText.reasonIn(answer.errorText()).name());
    }
    if (!QualiphyAnswer.isSuccess(code)) {
      return new Failed<>(failure(code), "http " + code);
    }
    JsonNode list = list(answer.json(), name);
    List<T> found =
        StreamSupport.stream(list.spliterator(), false)
            .map(entry)
            .flatMap(Optional::stream)
            .toList();
    // A list without a readable entry is not an empty list.
    return list.isArray() && (list.isEmpty() || !found.isEmpty())
        ? new Found<>(found)
        : new Failed<>(Failure.UNREADABLE, "answer without " + name);
  }

  private static Failure failure(int code) {
    if (code == 429) {
      return Failure.RATE_LIMITED;
    }
    return code >= 300 && code <= 499 ? Failure.REFUSED : Failure.UNREACHABLE;
  }

  /** Bare, under its name, or the only array: all three occur. */
  private static JsonNode list(JsonNode body, String name) {
    if (body.isArray() || body.path(name).isArray()) {
      return body.isArray() ? body : body.path(name);
    }
    List<JsonNode> arrays = new ArrayList<>();
    body.forEach(
        member -> {
          if (member.isArray()) {
            arrays.add(member);
          }
        });
    return arrays.size() == 1 ? arrays.get(0) : MissingNode.getInstance();
  }
}
