package org.patientjourney.activities.compliance;

import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.invite.InviteAttemptRow.AttemptState;

/** The link of a journey's invite, or the reason why it is not known. */
public sealed interface InviteLink {
  /** Gives access to the exam: not printed. */
  record Known(String url) implements InviteLink {
    @Override
    public String toString() {
      return "Known[not shown]";
    }
  }

  /** Why there is none. */
  enum Missing implements InviteLink {
    NOT_SENT,
    UNKNOWN,
    REFUSED;

    static Missing of(@Nullable AttemptState latest) {
      if (latest == null) {
        return NOT_SENT;
      }
      return switch (latest) {
        case NOT_SENT -> NOT_SENT;
        case REFUSED -> REFUSED;
        // The call may have reached the provider; the link was in the missing answer.
        case STARTED, UNKNOWN, SENT -> UNKNOWN;
      };
    }
  }
}
