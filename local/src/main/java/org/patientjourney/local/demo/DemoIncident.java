package org.patientjourney.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.patientjourney.local.http.JsonClient;

/** Forty orders held by one cause: one incident, resolved by one command. */
final class DemoIncident {
  private static final int ORDERS = 40;
  private static final String CLINIC = "demo-incident";

  static final Story STORY =
      Story.story(
          "no clinician in the state: forty orders, one incident, one command, all approved",
          CLINIC,
          DemoIncident::order,
          DemoIncident::follow,
          Story.expectInvites(ORDERS, "one for each order"));

  /** One that is held and stays as it is until the incident is resolved. */
  static final String HELD_JOURNEY = CLINIC + ":demo-1:" + StoryRun.EXAM;

  private DemoIncident() {}

  /** The first order is refused, and opens the incident. */
  private static void order(StoryRun run) throws IOException {
    run.provider().loseClinicians(CLINIC, "TE");
    run.order("Approve", StoryRun.EXAM);
    run.visit().awaitHold("PROVIDER_NOT_CONFIGURED");
  }

  private static void follow(StoryRun run) throws IOException {
    orderOthers(run);
    String incident = awaitOneIncident(run);
    expectCalls(run, 1, "the first order's");
    expectDryRun(run, incident);
    resolveTooEarly(run, incident);
    expectCalls(run, 2, "the first order's and the probe's");
    run.note("one incident holds 40; resolved too early: open again, 2 calls at the provider");
    run.provider().loseClinicians(CLINIC);
    String probe = resolve(run, incident);
    awaitStatus(run, incident, "RESOLVED");
    awaitAllApproved(run);
    expectCalls(run, 2 + ORDERS, "the two refused ones and one for each order");
    expectProbeFirst(run, probe);
    run.note("cause gone, one command: the probe first, then the rest; 42 calls, 40 invites");
  }

  /** They come while the incident lasts, and are held without a call. */
  private static void orderOthers(StoryRun run) throws IOException {
    for (int number = 2; number <= ORDERS; number++) {
      run.order(run.newOrder("demo-" + number, "Approve").exams(StoryRun.EXAM));
    }
  }

  /** Waits until it holds all; returns its path. */
  private static String awaitOneIncident(StoryRun run) throws IOException {
    JsonNode incidents =
        run.await(
            "an incident to hold forty journeys",
            () -> run.engine().look("/incidents?clinic=" + CLINIC).path("incidents"),
            found -> found.path(0).path("held").asInt() == ORDERS,
            found -> found.path(0).path("held").asText("none"));
    run.check(incidents.size() == 1, "expected one incident, found " + incidents.size());
    return incidents.path(0).path("href").asText();
  }

  private static void expectDryRun(StoryRun run, String incident) throws IOException {
    JsonNode plan = run.engine().dryRun(incident + "/resolve");
    long named = plan.path("releases").valueStream().distinct().count();
    run.check(named == ORDERS, "expected a dry run to name forty journeys, found " + named);
  }

  /** The probe is refused, and nothing is better. */
  private static void resolveTooEarly(StoryRun run, String incident) throws IOException {
    resolve(run, incident);
    awaitStatus(run, incident, "OPEN");
    awaitOneIncident(run);
  }

  private static void awaitStatus(StoryRun run, String incident, String status) throws IOException {
    run.await(
        incident + " to be " + status,
        () -> run.engine().look(incident),
        found -> found.path("status").asText().equals(status),
        found -> found.path("status").asText());
  }

  /** Says that the cause is gone; returns the journey that goes first. */
  private static String resolve(StoryRun run, String incident) throws IOException {
    JsonClient.Answer begun =
        run.engine().command(incident + "/resolve", "a clinician was added in the portal");
    run.check(
        begun.status() == 202, "expected a probe to be released with 202, found " + begun.status());
    return begun.body().path("probe").asText();
  }

  private static void awaitAllApproved(StoryRun run) throws IOException {
    run.await(
        "all forty journeys to end as APPROVED",
        () -> run.engine().journeysOf(CLINIC),
        found -> approved(found) == ORDERS,
        found -> approved(found) + " of them");
  }

  private static long approved(JsonNode journeys) {
    return journeys
        .valueStream()
        .filter(journey -> StoryJourney.isClosedAs("APPROVED", journey))
        .count();
  }

  private static void expectCalls(StoryRun run, int expected, String whose) throws IOException {
    long found = run.provider().inviteCalls(CLINIC);
    run.check(
        found == expected,
        "expected calls at the provider: " + expected + " (" + whose + "), found " + found);
  }

  /** The provider keeps what each invite is for. */
  private static void expectProbeFirst(StoryRun run, String probe) throws IOException {
    List<String> invited =
        run.provider().invites(CLINIC).stream()
            .map(invite -> invite.path("patient").path("additional_data").asText())
            .toList();
    run.check(
        invited.stream().distinct().count() == ORDERS && invited.get(0).equals(probe),
        "expected forty journeys to be invited, " + probe + " first, found " + invited);
  }
}
