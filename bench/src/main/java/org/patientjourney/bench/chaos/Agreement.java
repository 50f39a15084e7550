package org.patientjourney.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.patientjourney.bench.chaos.Plan.Order;
import org.patientjourney.bench.chaos.Story.End;

/**
 * What the provider, our record and Temporal say of each order, and where they differ.
 *
 * @param lost what one of them has and another lacks
 * @param doubled what happened twice
 * @param mistold alarms that are missing, or false
 * @param alarms all that were raised
 */
record Agreement(List<String> lost, List<String> doubled, List<String> mistold, Alarms alarms) {
  private static final String UNFINISHED =
      """
      select 'delivery ' || state, count(*) from webhook_delivery
      where state in ('RECEIVED', 'SIGNALLED') group by 1
      union all
      select 'PDF copy ' || state, count(*) from pdf_copy where state <> 'COPIED' group by 1
      union all
      select 'obligation ' || kind, count(*) from obligation
      where status in ('OPEN', 'OVERDUE') group by 1
      """;

  /** Events of a consultation by what they say; one that comes behind the decision is late. */
  private static final String REPORTED =
      """
      select journey_id || ' CONSULTATION_REPORTED', count(distinct detail::jsonb ->> 'digest')
      from journal_entry
      where kind = 'CONSULTATION_REPORTED'
        or (kind = 'LATE_DELIVERY' and detail::jsonb ->> 'event' = '1')
      group by 1
      """;

  /** A journey of our record. */
  private record Row(String stage, boolean open) {}

  /** Nothing compared yet. */
  static Agreement none() {
    return with(new Alarms(Map.of(), Map.of()));
  }

  private static Agreement with(Alarms alarms) {
    return new Agreement(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), alarms);
  }

  static Agreement of(Installation installation, List<Order> orders, Set<Alarms.Hold> asked)
      throws IOException, SQLException {
    JsonNode provider = installation.sandbox().get("/sandbox/state").success();
    try (Connection connection = DriverManager.getConnection(installation.databaseUrl());
        Statement statement = connection.createStatement()) {
      Agreement found = with(Alarms.of(statement));
      found.mistold.addAll(found.alarms.missing(asked, statement));
      found.mistold.addAll(found.alarms.unfounded());
      Map<String, Row> journeys = new HashMap<>();
      try (ResultSet row = statement.executeQuery("select journey_id, stage, open from journey")) {
        while (row.next()) {
          journeys.put(row.getString(1), new Row(row.getString(2), row.getBoolean(3)));
        }
      }
      Map<String, Integer> entries =
          counts(
              statement,
              "select journey_id || ' ' || kind, count(*) from journal_entry group by 1");
      Map<String, Integer> reported = counts(statement, REPORTED);
      Set<String> exams = new HashSet<>();
      try (ResultSet row =
          statement.executeQuery("select journey_id || ' ' || patient_exam_id from patient_exam")) {
        while (row.next()) {
          exams.add(row.getString(1));
        }
      }
      Set<String> expected = new HashSet<>();
      for (Order order : orders) {
        order
            .story()
            .ends()
            .forEach(
                (exam, end) -> {
                  String journey = order.journey(exam);
                  expected.add(journey);
                  found.compare(journey, end, journeys.get(journey), entries, reported);
                  List<JsonNode> atProvider = Provider.patientExams(provider, journey);
                  found.compare(journey, end, atProvider, exams);
                  found.compareResends(journey, end, atProvider, entries);
                });
      }
      journeys.keySet().stream()
          .filter(journey -> !expected.contains(journey))
          .forEach(journey -> found.doubled.add(journey + ": not ordered"));
      counts(statement, UNFINISHED)
          .forEach((what, count) -> found.lost.add(count + " unfinished: " + what));
      found.compareRuns(
          installation,
          journeys.entrySet().stream()
              .filter(journey -> journey.getValue().open())
              .map(Map.Entry::getKey)
              .collect(Collectors.toCollection(TreeSet::new)));
      return found;
    }
  }

  /** The chain of every journal, which the engine computes. */
  void checkJournals(Installation installation, List<Order> orders) throws IOException {
    for (Order order : orders) {
      for (int exam : order.story().ends().keySet()) {
        String path = "/journeys/" + order.journey(exam) + "/audit/check";
        if (!installation.operations().get(path).success().path("holds").asBoolean()) {
          lost.add(order.journey(exam) + ": its journal's chain is broken");
        }
      }
    }
  }

  boolean isReached() {
    return lost.isEmpty() && doubled.isEmpty() && mistold.isEmpty();
  }

  private void compare(
      String journey,
      End end,
      @Nullable Row row,
      Map<String, Integer> entries,
      Map<String, Integer> reported) {
    if (row == null) {
      lost.add(journey + ": not in our record");
      return;
    }
    if (!row.stage().equals(end.stage()) || row.open() != end.isOpen()) {
      lost.add(
          "%s: expected %s, found %s%s"
              .formatted(journey, end.stage(), row.stage(), row.open() ? ", open" : ""));
    }
    end.entries()
        .forEach(
            (kind, wanted) -> {
              int count = entries.getOrDefault(journey + " " + kind, 0);
              if (kind.equals("CLOSED")) {
                count -= entries.getOrDefault(journey + " REOPENED", 0);
              }
              boolean isThere = reported.getOrDefault(journey + " " + kind, 0) >= wanted;
              if (count > wanted || (count < wanted && !isThere)) {
                (count < wanted ? lost : doubled)
                    .add("%s: expected %d %s, found %d".formatted(journey, wanted, kind, count));
              }
            });
  }

  /** A journey that was cancelled early has no patient exam, or one that is cancelled too. */
  private void compare(String journey, End end, List<JsonNode> atProvider, Set<String> exams) {
    if (atProvider.size() > 1) {
      doubled.add(journey + ": the provider has " + atProvider.size() + " patient exams");
    } else if (atProvider.isEmpty() && !end.stage().equals("CANCELLED")) {
      lost.add(journey + ": the provider has no patient exam");
    }
    for (JsonNode exam : atProvider) {
      String status = exam.path("status").asText();
      if (!status.equals(end.status())) {
        lost.add(journey + ": expected " + end.status() + " at the provider, found " + status);
      }
      if (!exams.contains(journey + " " + exam.path("patient_exam_id").asText())) {
        lost.add(journey + ": our record does not have the provider's patient exam");
      }
    }
  }

  /** The provider may have made one whose answer was lost: our record calls it unknown. */
  private void compareResends(
      String journey, End end, List<JsonNode> atProvider, Map<String, Integer> entries) {
    int sent = entries.getOrDefault(journey + " INVITE_RESENT", 0);
    int refused = entries.getOrDefault(journey + " RESEND_REFUSED", 0);
    int unknown = entries.getOrDefault(journey + " RESEND_UNKNOWN", 0);
    int made = atProvider.stream().mapToInt(exam -> exam.path("resends").asInt()).sum();
    if (sent + refused + unknown != end.resends() || made < sent || made > sent + unknown) {
      (made > end.resends() ? doubled : lost)
          .add(
              "%s: expected %d resends, found %d sent, %d refused, %d unknown; at the provider %d"
                  .formatted(journey, end.resends(), sent, refused, unknown, made));
    }
  }

  private void compareRuns(Installation installation, Set<String> open) {
    WorkflowServiceStubs stubs = installation.temporal();
    try {
      Set<String> running =
          WorkflowClient.newInstance(stubs)
              .listExecutions("WorkflowType = 'PatientJourney' and ExecutionStatus = 'Running'")
              .map(WorkflowExecutionMetadata::getExecution)
              .map(execution -> execution.getWorkflowId())
              .collect(Collectors.toCollection(TreeSet::new));
      open.stream()
          .filter(journey -> !running.contains(journey))
          .forEach(journey -> lost.add(journey + ": open, and no run in Temporal"));
      running.stream()
          .filter(journey -> !open.contains(journey))
          .forEach(journey -> lost.add(journey + ": a run in Temporal, and not open"));
    } finally {
      stubs.shutdownNow();
    }
  }

  private static Map<String, Integer> counts(Statement statement, String sql) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        counts.put(row.getString(1), row.getInt(2));
      }
    }
    return counts;
  }
}
