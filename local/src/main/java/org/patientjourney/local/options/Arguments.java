package org.patientjourney.local.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command; each is removed once it is read. */
public final class Arguments {
  private final List<String> left;

  public Arguments(List<String> words) {
    left = new ArrayList<>(words);
  }

  public Optional<String> value(String name) {
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

  /** Such as {@code one=1,other=2}; none when the name is not there. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : value(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
      String[] halves = pair.split("=", -1);
      if (halves.length != 2) {
        throw new IllegalArgumentException("found " + name + " " + pair + ", no name=value");
      }
      pairs.put(halves[0], halves[1]);
    }
    return Collections.unmodifiableMap(pairs);
  }

  boolean flag(String name) {
    return left.remove(name);
  }

  /** What is left, taken. */
  public List<String> rest() {
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
