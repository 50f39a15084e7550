package org.patientjourney.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One story of the demo. Each has a clinic of its own, so that what happened at the provider can be
 * told apart.
 *
 * @param lastName by which the sandbox knows what to decide
 * @param fault that the sandbox is told to make first
 * @param hold that is to appear, and is then released
 * @param director what the medical director decides once the exam is deferred
 * @param outcomes the final stage of each exam
 */
record DemoStory(
    String title,
    String clinic,
    String lastName,
    Optional<String> fault,
    Optional<String> hold,
    Optional<String> director,
    Map<Integer, String> outcomes) {

  static final List<DemoStory> ALL =
      List.of(
          new DemoStory(
              "good faith exam, approved",
              "demo-approved",
              "Approve",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Map.of(5101, "APPROVED")),
          new DemoStory(
              "two good faith exams in one invite, one approved, one rejected",
              "demo-two-exams",
              "Approve Reject",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              new TreeMap<>(Map.of(5101, "APPROVED", 5102, "REJECTED"))),
          new DemoStory(
              "deferred to the medical director, then approved",
              "demo-deferred",
              "Defer",
              Optional.empty(),
              Optional.empty(),
              Optional.of("Approved"),
              Map.of(5101, "APPROVED")),
          new DemoStory(
              "no provider in the state: held, released, sent",
              "demo-no-provider",
              "Approve",
              Optional.of("provider-not-configured"),
              Optional.of("PROVIDER_NOT_CONFIGURED"),
              Optional.empty(),
              Map.of(5101, "APPROVED")),
          new DemoStory(
              "the invite timed out after it had succeeded: its webhook brings it back",
              "demo-timed-out",
              "Approve",
              Optional.of("timeout-after-success"),
              Optional.empty(),
              Optional.empty(),
              Map.of(5101, "APPROVED")));
}
