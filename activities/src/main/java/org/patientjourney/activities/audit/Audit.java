package org.patientjourney.activities.audit;

import java.util.List;
import java.util.OptionalLong;
import org.patientjourney.activities.record.JournalChain;
import org.patientjourney.activities.record.JournalHead;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.workflows.order.JourneyId;

/** A journey's whole journal and its head, of one moment. */
public record Audit(JourneyId journeyId, JournalHead head, List<JournalRow> journal) {
  public Audit {
    journal = List.copyOf(journal);
  }

  /** The number of the first entry that does not fit or is missing. */
  public OptionalLong firstBroken() {
    return JournalChain.firstBroken(journal, head);
  }
}
