package org.patientjourney.app.journey;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.workflows.order.JourneyId;

/**
 * The position of a reader of changes: the transaction and the journey that it read last. Valid for
 * one database; after a restore a reader begins at {@code 0} again.
 */
record ChangeCursor(long transaction, String journeyId) {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18})(?:@(.+))?");

  /** The cursor in a text; {@code 0} is the beginning. */
  static Optional<ChangeCursor> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String journeyId = matcher.group(2) == null ? "" : matcher.group(2);
    return journeyId.isEmpty() || JourneyId.isValid(journeyId)
        ? Optional.of(new ChangeCursor(Long.parseLong(matcher.group(1)), journeyId))
        : Optional.empty();
  }

  static ChangeCursor behind(JourneyDao.Changed last) {
    return new ChangeCursor(last.changedInNumber(), last.journey().journeyId().value());
  }

  @Override
  public String toString() {
    return journeyId.isEmpty() ? Long.toString(transaction) : transaction + "@" + journeyId;
  }
}
