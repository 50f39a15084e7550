package org.patientjourney.app.console;

import java.util.Arrays;
import java.util.List;
import org.patientjourney.app.access.Role;

/** What the console shows, and to which roles: those of the API's endpoint for the same. */
@SuppressWarnings("ImmutableEnumChecker") // lists are unmodifiable
public enum ConsolePart {
  TODAY(
      "Today",
      "/console",
      Role.BACKEND,
      Role.OPERATIONS,
      Role.COMPLIANCE,
      Role.CARE,
      Role.DISPENSING),
  ALARMS("Alarms", "/console/alarms", Role.OPERATIONS),
  INCIDENTS("Incidents", "/console/incidents", Role.OPERATIONS),
  JOURNEYS("Journeys", "/console/journeys", Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE),
  FOLLOW_UPS("Follow-ups", "/console/follow-ups", Role.OPERATIONS, Role.COMPLIANCE),
  DELIVERIES("Deliveries", "/console/deliveries", Role.OPERATIONS),
  STORE_ORDERS("Store orders", "/console/store-orders", Role.OPERATIONS),
  PAUSES("Pauses", "/console/pauses", Role.OPERATIONS),
  RECORDS(
      "Patient records",
      "/console/records",
      Role.BACKEND,
      Role.OPERATIONS,
      Role.COMPLIANCE,
      Role.CARE,
      Role.DISPENSING),
  ACCESS_LOG("Access log", "/console/access-log", Role.COMPLIANCE);

  private final String title;
  private final String path;
  private final List<String> roles;

  ConsolePart(String title, String path, String... roles) {
    this.title = title;
    this.path = path;
    this.roles = List.of(roles);
  }

  public String title() {
    return title;
  }

  public String path() {
    return path;
  }

  boolean isFor(String role) {
    return roles.contains(role);
  }

  static List<ConsolePart> pagesFor(String role) {
    return Arrays.stream(values()).filter(part -> part.isFor(role)).toList();
  }
}
