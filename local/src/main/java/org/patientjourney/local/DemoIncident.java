package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Forty orders that one cause holds: told as one incident, resolved by one command. */
final class DemoIncident {
  private static final int ORDERS = 40;
  private static final String CLINIC = "demo-incident";

  static final DemoStory STORY =
      new DemoStory(
          "no clinician in the state: forty orders, one incident, one command, all approved",
          CLINIC,
          ORDERS,
          "one for each order",
          DemoIncident::order,
          DemoIncident::follow);

  /** One that is held and stays as it is until the incident is resolved. */
  static final String HELD_JOURNEY = CLINIC + ":demo-1:" + DemoTelling.EXAM;

  private DemoIncident() {}

  /** The first order is refused, and opens the incident. */
  private static void order(DemoTelling telling) throws IOException, DemoFailed {
    telling.provider().loseClinicians(CLINIC, "TE");
    telling.order("Approve", DemoTelling.EXAM);
    telling.awaitHold("PROVIDER_NOT_CONFIGURED");
  }

  private static void follow(DemoTelling telling) throws IOException, DemoFailed {
    orderOthers(telling);
    String incident = awaitOneIncident(telling);
    expectCalls(telling, 1, "the first order's");
    expectDryRun(telling, incident);
    resolveTooEarly(telling, incident);
    expectCalls(telling, 2, "the first order's and the probe's");
    telling.note("one incident holds 40; resolved too early: open again, 2 calls at the provider");
    telling.provider().loseClinicians(CLINIC);
    String probe = resolve(telling, incident);
    awaitStatus(telling, incident, "RESOLVED");
    awaitAllApproved(telling);
    expectCalls(telling, 2 + ORDERS, "the two refused ones and one for each order");
    expectProbeFirst(telling, probe);
    telling.note("cause gone, one command: the probe first, then the rest; 42 calls, 40 invites");
  }

  /** They come while the incident lasts, and are held without a call. */
  private static void orderOthers(DemoTelling telling) throws IOException, DemoFailed {
    for (int number = 2; number <= ORDERS; number++) {
      telling.order("demo-" + number, "Approve", DemoTelling.EXAM);
    }
  }

  /** Waits until it holds all; returns its door. */
  private static String awaitOneIncident(DemoTelling telling) throws IOException, DemoFailed {
    JsonNode incidents =
        telling.await(
            "an incident to hold forty journeys",
            () -> telling.engine().incidentsOf(CLINIC),
            found -> found.path(0).path("held").asInt() == ORDERS,
            found -> found.path(0).path("held").asText("none"));
    telling.check(incidents.size() == 1, "expected one incident, found " + incidents.size());
    return incidents.path(0).path("href").asText();
  }

  private static void expectDryRun(DemoTelling telling, String incident)
      throws IOException, DemoFailed {
    JsonNode plan = telling.engine().dryRun(incident + "/resolve").body();
    long named =
        StreamSupport.stream(plan.path("releases").spliterator(), false).distinct().count();
    telling.check(named == ORDERS, "expected a dry run to name forty journeys, found " + named);
  }

  /** The probe is refused, and nothing is better. */
  private static void resolveTooEarly(DemoTelling telling, String incident)
      throws IOException, DemoFailed {
    resolve(telling, incident);
    awaitStatus(telling, incident, "OPEN");
    awaitOneIncident(telling);
  }

  private static void awaitStatus(DemoTelling telling, String incident, String status)
      throws IOException, DemoFailed {
    telling.await(
        incident + " to be " + status,
        () -> telling.engine().look(incident),
        found -> found.path("status").asText().equals(status),
        found -> found.path("status").asText());
  }

  /** Says that the cause is gone; returns the journey that goes first. */
  private static String resolve(DemoTelling telling, String incident)
      throws IOException, DemoFailed {
    JsonDoor.Answer begun =
        telling.engine().command(incident + "/resolve", "a clinician was added in the portal");
    telling.check(
        begun.status() == 202, "expected a probe to be released with 202, found " + begun.status());
    return begun.body().path("probe").asText();
  }

  private static void awaitAllApproved(DemoTelling telling) throws IOException, DemoFailed {
    telling.await(
        "all forty journeys to end as APPROVED",
        () -> telling.engine().journeysOf(CLINIC),
        found -> approved(found) == ORDERS,
        found -> approved(found) + " of them");
  }

  private static long approved(JsonNode journeys) {
    return StreamSupport.stream(journeys.spliterator(), false)
        .filter(journey -> DemoTelling.isClosedAs("APPROVED", journey))
        .count();
  }

  private static void expectCalls(DemoTelling telling, int expected, String whose)
      throws IOException, DemoFailed {
    long found = telling.provider().inviteCalls(CLINIC);
    telling.check(
        found == expected,
        "expected calls at the provider: " + expected + " (" + whose + "), found " + found);
  }

  /** The provider keeps what each invite is for. */
  private static void expectProbeFirst(DemoTelling telling, String probe)
      throws IOException, DemoFailed {
    List<String> invited =
        telling.provider().invites(CLINIC).stream()
            .map(invite -> invite.path("patient").path("additional_data").asText())
            .toList();
    telling.check(
        invited.stream().distinct().count() == ORDERS && invited.get(0).equals(probe),
        "expected forty journeys to be invited, " + probe + " first, found " + invited);
  }
}
