package org.patientjourney.local;

import java.util.List;

/** Where a {@link Fuzzer} sends its requests, and what it asks there. */
final class FuzzedDoors {
  static final List<String> LISTS =
      List.of(
          "/journeys",
          "/clearances",
          "/incidents",
          "/alarms",
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
          "/clinics/juniper/exams",
          "/clinics/juniper/exams/5101/questions",
          "/clinics/juniper/pharmacies",
          "/clinics/juniper/packages",
          "/clinics/juniper/pharmacy-search");
  static final List<String> PARAMETERS =
      List.of(
          "clinic",
          "stage",
          "open",
          "hold",
          "olderThan",
          "changedSince",
          "after",
          "before",
          "limit",
          "patientId",
          "asOf",
          "exam",
          "pharmacy",
          "name",
          "zip",
          "journey",
          "state",
          "status",
          "since",
          "until");
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
          "waive-follow-up",
          "attachments");
  static final List<String> OTHER_COMMANDS =
      List.of(
          "/incidents/1/resolve",
          "/alarms/1/acknowledge",
          "/webhook-deliveries/1/assign",
          "/orders/juniper/fuzzed-1/cancel",
          "/orders/juniper/fuzz/corrections");
  static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

  private FuzzedDoors() {}
}
