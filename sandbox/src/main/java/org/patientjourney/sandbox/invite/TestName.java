package org.patientjourney.sandbox.invite;

import static org.patientjourney.sandbox.state.ExamStatus.APPROVED;
import static org.patientjourney.sandbox.state.ExamStatus.DEFERRED;
import static org.patientjourney.sandbox.state.ExamStatus.MISSED;
import static org.patientjourney.sandbox.state.ExamStatus.NA;
import static org.patientjourney.sandbox.state.ExamStatus.REJECTED;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.WantedItems;

/** A patient's name read as an instruction; the patient itself is forgotten. */
record TestName(String text) {
  private static final Pattern NOT_APPLICABLE = Pattern.compile("n/a|\\bna\\b");
  private static final Pattern PRESCRIPTION = Pattern.compile("prescription|\\brx\\b");
  private static final int SEVERAL = 2;
  // [openapi] The sample of a controlled substance's schedule (contract 5.2).
  private static final String CONTROLLED = "C3";

  static TestName of(String firstName, String lastName) {
    String joined = firstName + " " + lastName;
    return new TestName(joined.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " "));
  }

  /** The statuses of one exam, in order; none when somebody has to play the provider. */
  List<ExamStatus> decisions(int position, int examCount) {
    // Deferral and missed are ours: the provider has no test name for them.
    if (text.contains("defer")) {
      return Stream.concat(Stream.of(DEFERRED), plainDecision().stream()).toList();
    }
    if (text.contains("missed")) {
      return List.of(MISSED);
    }
    // Ours too. It must come before "look for reject first", which would reject every exam.
    if (examCount > 1 && text.contains("approve") && text.contains("reject")) {
      return List.of(position % 2 == 0 ? APPROVED : REJECTED);
    }
    if (NOT_APPLICABLE.matcher(text).find() && !text.contains("reject")) {
      return List.of(NA);
    }
    return plainDecision().stream().toList();
  }

  private Optional<ExamStatus> plainDecision() {
    if (text.contains("reject")) {
      return Optional.of(REJECTED);
    }
    return text.contains("approve") ? Optional.of(APPROVED) : Optional.empty();
  }

  /** What an approval prescribes; empty when the name asks for no prescription. */
  Optional<WantedItems> items() {
    if (!PRESCRIPTION.matcher(text).find()) {
      return Optional.empty();
    }
    // Ours too: each item is shipped in a parcel of its own.
    int count = text.contains("parcels") ? SEVERAL : 1;
    return Optional.of(new WantedItems(count, text.contains("controlled") ? CONTROLLED : ""));
  }

  @Override
  public String toString() {
    return "TestName[***]";
  }
}
