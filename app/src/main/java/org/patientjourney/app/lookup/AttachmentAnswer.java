package org.patientjourney.app.lookup;

import jakarta.ws.rs.core.Response;
import org.patientjourney.activities.attachment.AttachmentOutcome;
import org.patientjourney.activities.attachment.AttachmentRow;
import org.patientjourney.app.problem.NoSuchJourney;
import org.patientjourney.app.problem.Problem;

/** What became of a file, in words and a status. */
final class AttachmentAnswer {
  private AttachmentAnswer() {}

  static Response of(String journeyId, AttachmentOutcome outcome) {
    if (outcome instanceof AttachmentOutcome.Sent sent) {
      return Response.status(sent.isNew() ? 201 : 200)
          .entity(AttachmentView.of(sent.row()))
          .build();
    }
    if (outcome instanceof AttachmentOutcome.Refused refused) {
      return Problem.response(
          502,
          "Refused by the provider",
          told(refused.row()) + " was not taken; mend the cause, then post it with again=true");
    }
    if (outcome instanceof AttachmentOutcome.Unknown unknown) {
      return Problem.response(
          409,
          "Outcome unknown",
          told(unknown.row())
              + " arrived or not: look in the provider's portal; with again=true it is sent once"
              + " more");
    }
    if (outcome instanceof AttachmentOutcome.NamedOtherwise) {
      return Problem.response(
          409,
          "Attachment differs",
          "the same content was given for this exam under another name or type: nothing was sent;"
              + " post it as before");
    }
    if (outcome instanceof AttachmentOutcome.BeingSent) {
      return Problem.response(
          409, "Being sent", "the same file is just being sent: post it again to hear the outcome");
    }
    if (outcome instanceof AttachmentOutcome.NotReached notReached) {
      return Problem.response(
          503,
          "Provider not reached",
          "nothing was sent (" + notReached.cause() + "): try again in a while");
    }
    return outcome instanceof AttachmentOutcome.NoJourney
        ? NoSuchJourney.response(journeyId)
        : Problem.response(
            409,
            "No undecided exam",
            "expected a journey whose invite is sent and whose exam is neither decided nor"
                + " cancelled: see GET /journeys/{journeyId}");
  }

  /** The cause is one of our constants, never the provider's text. */
  private static String told(AttachmentRow row) {
    return "attachment "
        + row.attachmentId()
        + " ("
        + (row.cause() == null ? "call without end" : row.cause())
        + ")";
  }
}
