package org.patientjourney.bench.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.patientjourney.workflows.alarm.AlarmKind;

/**
 * Every alarm that was raised, acknowledged or not.
 *
 * @param byJourney without those of no journey
 */
record Alarms(Map<AlarmKind, Integer> countByKind, Map<String, Set<AlarmKind>> byJourney) {
  /** A reason why a person had to act. */
  record Hold(String journey, String reason) {}

  /** What never happens in a run: such an alarm sends a person after nothing. */
  private static final Set<AlarmKind> FALSE =
      EnumSet.of(
          AlarmKind.CONTRADICTION,
          AlarmKind.UNKNOWN_STATUS,
          AlarmKind.WRONG_PATIENT_EXAM,
          AlarmKind.AMENDED_EVENT,
          AlarmKind.RUN_DIVERGED,
          AlarmKind.RUN_PAUSED,
          AlarmKind.PRESCRIPTION_DIFFERS,
          AlarmKind.PRESCRIPTION_CHANGED,
          AlarmKind.PRESCRIPTION_UNEXPECTED,
          AlarmKind.PRESCRIPTION_UNCONFIRMED,
          AlarmKind.SHIPMENT_UNEXPECTED,
          AlarmKind.FOLLOW_UP_OWED_AGAIN);

  /** The reasons that raise an alarm of their name; the others wait in the list of holds. */
  private static final Set<String> ALARMING =
      Arrays.stream(AlarmKind.values()).map(AlarmKind::name).collect(Collectors.toSet());

  static Alarms of(Statement statement) throws SQLException {
    Map<AlarmKind, Integer> countByKind = new EnumMap<>(AlarmKind.class);
    Map<String, Set<AlarmKind>> byJourney = new TreeMap<>();
    try (ResultSet row = statement.executeQuery("select kind, journey_id from alarm")) {
      while (row.next()) {
        AlarmKind kind = AlarmKind.valueOf(row.getString(1));
        countByKind.merge(kind, 1, Integer::sum);
        String journey = row.getString(2);
        if (journey != null) {
          byJourney.computeIfAbsent(journey, key -> EnumSet.noneOf(AlarmKind.class)).add(kind);
        }
      }
    }
    return new Alarms(countByKind, byJourney);
  }

  /** What a person had to act on, and was not told. */
  List<String> missing(Set<Hold> holds, Statement statement) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (Hold hold : holds) {
      if (ALARMING.contains(hold.reason())
          && !of(hold.journey()).contains(AlarmKind.valueOf(hold.reason()))) {
        missing.add(hold.journey() + ": held as " + hold.reason() + " without an alarm");
      }
    }
    try (ResultSet row =
        statement.executeQuery(
            """
            select delivery_id, state, coalesce(journey_id, 'no journey') from webhook_delivery
            where state in ('NEEDS_REVIEW', 'QUARANTINED')
              and not exists (select from alarm where subject = delivery_id::text)
            """)) {
      while (row.next()) {
        missing.add(
            "%s: the delivery %s is %s without an alarm"
                .formatted(row.getString(3), row.getString(1), row.getString(2)));
      }
    }
    return missing;
  }

  /** What a person was told, and did not happen. */
  List<String> unfounded() {
    return byJourney.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .filter(FALSE::contains)
                    .map(kind -> entry.getKey() + ": the alarm " + kind + " is false"))
        .toList();
  }

  /** Findings, each with the alarms of its journey. */
  List<String> beside(List<String> findings) {
    return findings.stream()
        .map(finding -> finding + " " + of(finding.replaceAll(": .*", "")))
        .toList();
  }

  private Set<AlarmKind> of(String journey) {
    return byJourney.getOrDefault(journey, Set.of());
  }
}
