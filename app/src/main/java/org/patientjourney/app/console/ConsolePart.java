package org.patientjourney.app.console;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  ALARMS("Alarms", null, Role.OPERATIONS),
  INCIDENTS("Incidents", null, Role.OPERATIONS),
  JOURNEYS("Journeys", "/console/journeys", Role.BACKEND, Role.OPERATIONS, Role.COMPLIANCE),
  FOLLOW_UPS("Follow-ups", "/console/follow-ups", Role.OPERATIONS, Role.COMPLIANCE),
  DELIVERIES("Deliveries", "/console/deliveries", Role.OPERATIONS),
  ACCESS_LOG("Access log", "/console/access-log", Role.COMPLIANCE);

  private final String title;
  private final @Nullable String path;
  private final List<String> roles;

  /**
   * @param path null for what is a section of {@link #TODAY} alone
   */
  ConsolePart(String title, @Nullable String path, String... roles) {
    this.title = title;
    this.path = path;
    this.roles = List.of(roles);
  }

  public String title() {
    return title;
  }

  public @Nullable String path() {
    return path;
  }

  boolean isFor(String role) {
    return roles.contains(role);
  }

  /** Those that have a page of their own. */
  static List<ConsolePart> pagesFor(String role) {
    return Arrays.stream(values()).filter(part -> part.path != null && part.isFor(role)).toList();
  }
}
