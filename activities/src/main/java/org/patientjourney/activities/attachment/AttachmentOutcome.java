package org.patientjourney.activities.attachment;

/** The outcome of sending a file to the provider. */
public sealed interface AttachmentOutcome {

  /**
   * The provider has it.
   *
   * @param isNew by this call; else by an earlier one, and nothing was called
   */
  record Sent(AttachmentRow row, boolean isNew) implements AttachmentOutcome {}

  /** The provider refused it, now or before: the row's cause says what a person must correct. */
  record Refused(AttachmentRow row) implements AttachmentOutcome {}

  /** It is unknown whether the provider has it, since now or before. */
  record Unknown(AttachmentRow row) implements AttachmentOutcome {}

  /** The same content was given under another name or type: nothing was sent. */
  record NamedOtherwise() implements AttachmentOutcome {}

  /** Another caller is sending it now. */
  record BeingSent() implements AttachmentOutcome {}

  /**
   * The provider was not reached, or is limiting its callers: nothing was sent.
   *
   * @param cause a constant
   */
  record NotReached(String cause) implements AttachmentOutcome {}

  record NoJourney() implements AttachmentOutcome {}

  /** The journey has no patient exam at the provider that is known and undecided. */
  record NoExam() implements AttachmentOutcome {}
}
