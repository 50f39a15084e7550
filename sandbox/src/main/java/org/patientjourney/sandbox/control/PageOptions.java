package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.fault.Fault;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.ExamStatus;

/** What there is to choose on the page, taken from where it is decided. */
record PageOptions(
    List<String> clinics,
    List<String> statuses,
    Map<String, List<String>> switches,
    Map<String, List<String>> endpointsByFault) {

  static PageOptions of(Accounts accounts) {
    return new PageOptions(accounts.clinics(), knownStatuses(), allSwitches(), allFaults());
  }

  private static List<String> knownStatuses() {
    return Stream.of(
            ExamStatus.APPROVED,
            ExamStatus.REJECTED,
            ExamStatus.DEFERRED,
            ExamStatus.NA,
            ExamStatus.MISSED)
        .map(ExamStatus::text)
        .toList();
  }

  /** The names that JSON has for a shape's members and for the constants of each. */
  private static Map<String, List<String>> allSwitches() {
    ObjectNode usual = Json.MAPPER.valueToTree(Shape.DOCUMENTED);
    List<String> names = usual.propertyStream().map(Map.Entry::getKey).toList();
    RecordComponent[] members = Shape.class.getRecordComponents();
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i++) {
      JsonNode constants = Json.MAPPER.valueToTree(members[i].getType().getEnumConstants());
      values.put(names.get(i), constants.valueStream().map(JsonNode::textValue).toList());
    }
    return values;
  }

  private static Map<String, List<String>> allFaults() {
    return Fault.all().stream()
        .collect(
            Collectors.toMap(
                Fault::wireName, PageOptions::endpoints, (one, other) -> one, LinkedHashMap::new));
  }

  private static List<String> endpoints(Fault fault) {
    return Arrays.stream(ProviderEndpoint.values())
        .filter(fault::canStrike)
        .map(ProviderEndpoint::wireName)
        .toList();
  }
}
