package org.patientjourney.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words behind a command, taken one by one. */
final class Arguments {
  private final List<String> left;

  Arguments(List<String> words) {
    left = new ArrayList<>(words);
  }

  Optional<String> value(String name) {
    int at = left.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == left.size()) {
      throw new IllegalArgumentException("found " + name + " without a value");
    }
    left.remove(at);
    return Optional.of(left.remove(at));
  }

  Optional<Integer> number(String name) {
    return value(name)
        .map(
            text -> {
              if (!text.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException("found " + name + " " + text + ", no number");
              }
              return Integer.parseInt(text);
            });
  }

  boolean flag(String name) {
    return left.remove(name);
  }

  /** What is left, taken. */
  List<String> rest() {
    List<String> rest = List.copyOf(left);
    left.clear();
    return rest;
  }

  void refuseOthers() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("found " + String.join(" ", left));
    }
  }
}
