package org.patientjourney.local.demo;

import java.io.IOException;

/**
 * One story of the demo. Each has a clinic of its own, so that what happened at the provider can be
 * distinguished.
 *
 * @param invites that the provider must have made at the end
 * @param because why there are so many
 * @param ordering begins it: what must happen first, then the order
 * @param following leads the journeys to their end
 */
public record DemoStory(
    String title, String clinic, int invites, String because, Part ordering, Part following) {

  /** A part of a story. */
  @FunctionalInterface
  public interface Part {
    void play(StoryRun run) throws IOException, DemoFailed;
  }

  /** To the end, the comparison with the provider's own file included. */
  public void follow(StoryRun run) throws IOException, DemoFailed {
    following.play(run);
    run.expectInvites(invites, because);
  }
}
