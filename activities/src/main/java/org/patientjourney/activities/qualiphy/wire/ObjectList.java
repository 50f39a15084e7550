package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The objects of a list in any of its forms: an array, nested arrays, an object whose keys are
 * numbers, or one object alone.
 *
 * @param isWhole false when an element is no object, so that the list was not read completely
 */
public record ObjectList(List<JsonNode> objects, boolean isWhole) {
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  public ObjectList {
    objects = List.copyOf(objects);
  }

  /** Empty for null, an absent value and a placeholder. */
  public static ObjectList of(JsonNode value) {
    List<JsonNode> found = new ArrayList<>();
    boolean isNothing = value.isObject() && value.isEmpty();
    boolean isWhole = isNothing || collect(value, found);
    return new ObjectList(found, isWhole);
  }

  /** The list under one of two names; two different lists are both read, and not whole. */
  public static ObjectList either(JsonNode body, String name, String alias) {
    ObjectList named = of(body.path(name));
    ObjectList other = of(body.path(alias));
    boolean isWhole = named.isWhole && other.isWhole;
    List<JsonNode> all = new ArrayList<>(named.objects);
    if (!named.objects.equals(other.objects)) {
      all.addAll(other.objects);
    }
    boolean isOneList = all.size() == Math.max(named.objects.size(), other.objects.size());
    return new ObjectList(all, isWhole && isOneList);
  }

  private static boolean collect(JsonNode value, List<JsonNode> found) {
    if (value.isArray() || isIndexMap(value)) {
      boolean isWhole = true;
      for (JsonNode entry : value) {
        isWhole &= collect(entry, found);
      }
      return isWhole;
    }
    if (value.isObject()) {
      found.add(value);
      return true;
    }
    boolean isPlaceholder = value.isTextual() && TolerantValue.words(value) == null;
    return value.isNull() || value.isMissingNode() || isPlaceholder;
  }

  private static boolean isIndexMap(JsonNode value) {
    return value.isObject()
        && !value.isEmpty()
        && value.propertyStream().allMatch(member -> INDEX.matcher(member.getKey()).matches());
  }

  @Override
  public String toString() {
    return "ObjectList[" + objects.size() + " objects]";
  }
}
