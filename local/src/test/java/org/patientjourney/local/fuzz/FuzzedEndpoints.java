package org.patientjourney.local.fuzz;

import java.util.List;
import java.util.Map;

/** Where a {@link Fuzzer} sends its requests, and what it asks there. */
final class FuzzedEndpoints {
  static final List<String> LISTS =
      List.of(
          "/journeys",
          "/clearances",
          "/incidents",
          "/alarms",
          "/pauses",
          "/pauses/1",
          "/erasures",
          "/patients/juniper/fuzzed/access-report",
          "/erasures/1/reason",
          "/legal-holds",
          "/legal-holds/1/reason",
          "/store-deliveries",
          "/obligations",
          "/webhook-deliveries",
          "/access-log",
          "/orders/juniper/fuzz",
          "/journeys/juniper:x:5101",
          "/journeys/juniper:x:5101/audit",
          "/journeys/juniper:x:5101/audit/check",
          "/journeys/juniper:x:5101/invite-link",
          "/journeys/juniper:x:5101/consultations",
          "/journeys/juniper:x:5101/prescriptions",
          "/journeys/juniper:x:5101/shipments",
          "/journeys/juniper:x:5101/pdf",
          "/orders/juniper/fuzz/content",
          "/follow-ups",
          "/follow-ups/certificate/check",
          "/clinics/juniper/exams",
          "/clinics/juniper/exams/5101/questions",
          "/clinics/juniper/pharmacies",
          "/clinics/juniper/packages",
          "/clinics/juniper/pharmacy-search");

  /** Of those lists that have some. */
  static final Map<String, List<String>> PARAMETERS =
      Map.ofEntries(
          Map.entry(
              "/journeys",
              List.of(
                  "clinic",
                  "orderId",
                  "patientId",
                  "patientExamId",
                  "stage",
                  "open",
                  "hold",
                  "olderThan",
                  "dueAfter",
                  "dueBefore",
                  "changedSince",
                  "after",
                  "limit")),
          Map.entry("/clearances", List.of("clinic", "patientId")),
          Map.entry("/incidents", List.of("open", "clinic")),
          Map.entry("/alarms", List.of("open", "before")),
          Map.entry("/pauses", List.of("open", "clinic")),
          Map.entry("/erasures", List.of("clinic", "after", "limit")),
          Map.entry("/legal-holds", List.of("open", "clinic")),
          Map.entry("/store-deliveries", List.of("clinic", "outcome", "before")),
          Map.entry("/obligations", List.of("status", "clinic", "after")),
          Map.entry(
              "/webhook-deliveries",
              List.of("state", "journey", "since", "until", "after", "limit")),
          Map.entry("/access-log", List.of("journey", "since", "until", "after", "limit")),
          Map.entry("/follow-ups", List.of("asOf", "clinic", "after")),
          Map.entry("/follow-ups/certificate/check", List.of("period", "clinic")),
          Map.entry("/clinics/juniper/pharmacies", List.of("exam", "state")),
          Map.entry("/clinics/juniper/packages", List.of("pharmacy", "exam", "state")),
          Map.entry("/clinics/juniper/pharmacy-search", List.of("name", "zip", "ncpdpId")));

  static final List<String> VALUES =
      List.of(
          "juniper",
          "true",
          "1",
          "500",
          "501",
          "P7D",
          "P99999999D",
          "-P1D",
          "0",
          "0@juniper:x:5101",
          "999999999999999999",
          "HELD",
          "KEY_REFUSED",
          "RECEIVED",
          "QUARANTINED",
          "OPEN",
          "2026-11-01T00:00:00Z",
          "2026-11",
          "-999999999-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59Z",
          "juniper:x:5101",
          "0b0e7a3e-0000-4000-8000-000000000000");
  static final List<String> COMMANDS =
      List.of(
          "hold",
          "release",
          "resolve-invite",
          "resend",
          "re-invite",
          "record-decision",
          "cancel",
          "close",
          "restart",
          "invite-delivered",
          "waive-follow-up");
  static final List<String> OTHER_COMMANDS =
      List.of(
          "/incidents/1/resolve",
          "/alarms/1/acknowledge",
          "/pauses/1/release",
          "/legal-holds/1/release",
          "/patients/juniper/fuzzed/erasure",
          "/patients/juniper/fuzzed/legal-hold",
          "/store-deliveries/1/retry",
          "/store-deliveries/1/dismiss",
          "/webhook-deliveries/1/assign",
          "/orders/juniper/fuzzed-1/cancel",
          "/orders/juniper/fuzz/corrections");
  static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

  private FuzzedEndpoints() {}
}
