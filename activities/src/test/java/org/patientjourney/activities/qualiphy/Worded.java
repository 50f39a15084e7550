package org.patientjourney.activities.qualiphy;

/** Results without the provider's words, so that a test compares what they mean. */
final class Worded {
  static final ProviderWords NOTHING = new ProviderWords("");

  private Worded() {}

  static InviteResult without(InviteResult result) {
    return result instanceof InviteResult.Refused refused
        ? new InviteResult.Refused(refused.reason(), refused.field(), NOTHING)
        : result;
  }

  static ResendResult without(ResendResult result) {
    return result instanceof ResendResult.Refused refused
        ? new ResendResult.Refused(refused.refusal(), NOTHING)
        : result;
  }

  static CancelResult without(CancelResult result) {
    if (result instanceof CancelResult.Refused refused) {
      return new CancelResult.Refused(refused.reason(), NOTHING);
    }
    return result instanceof CancelResult.RefusedOther
        ? new CancelResult.RefusedOther(NOTHING)
        : result;
  }
}
