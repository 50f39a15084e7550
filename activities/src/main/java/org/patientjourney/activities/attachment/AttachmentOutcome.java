package org.patientjourney.activities.attachment;

/** What became of a file that somebody wants the provider to have. */
public sealed interface AttachmentOutcome {

  /**
   * The provider has it.
   *
   * @param isNew by this call; else by an earlier one, and nothing was called
   */
  record Sent(AttachmentRow row, boolean isNew) implements AttachmentOutcome {}

  /** The provider refused it, now or before: the row's cause says what a person must mend. */
  record Refused(AttachmentRow row) implements AttachmentOutcome {}

  /** Nobody knows whether the provider has it, since now or before. */
  record Unknown(AttachmentRow row) implements AttachmentOutcome {}

  /** The same content was given under another name or type: nothing was sent. */
  record NamedOtherwise() implements AttachmentOutcome {}

  /** Another caller is just sending it. */
  record BeingSent() implements AttachmentOutcome {}

  /**
   * The provider could not be asked, or wants fewer calls: surely nothing was sent.
   *
   * @param cause our constant
   */
  record NotReached(String cause) implements AttachmentOutcome {}

  /** There is no such journey. */
  record NoJourney() implements AttachmentOutcome {}

  /** The journey has no patient exam at the provider that is known and undecided. */
  record NoExam() implements AttachmentOutcome {}
}
