package org.patientjourney.local;

import java.io.IOException;

/**
 * One story of the demo. Each has a clinic of its own, so that what happened at the provider can be
 * told apart.
 *
 * @param invites that the provider must have made at the end
 * @param because why there are so many
 * @param ordering begins it: what must happen first, then the order
 * @param following leads the journeys to their end
 */
record DemoStory(
    String title, String clinic, int invites, String because, Part ordering, Part following) {

  /** A part of a story. */
  @FunctionalInterface
  interface Part {
    void tell(DemoTelling telling) throws IOException, DemoFailed;
  }

  /** To the end, the comparison with the provider's own file included. */
  void follow(DemoTelling telling) throws IOException, DemoFailed {
    following.tell(telling);
    telling.expectInvites(invites, because);
  }
}
