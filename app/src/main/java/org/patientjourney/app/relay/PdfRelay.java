package org.patientjourney.app.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.patientjourney.activities.logging.LogContext;
import org.patientjourney.activities.pdf.PdfCopies;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.app.relay.Relay.RelayQueue;

/** Copies PDFs when their tries are due; each lease lasts as long as a try may. */
public record PdfRelay(PdfCopies copies) implements RelayQueue<DuePdf> {
  @Override
  public List<DuePdf> claimDue(Instant now, Duration lease, int limit) {
    return copies.claimDue(now, limit);
  }

  @Override
  public boolean handle(DuePdf due) {
    return copies.tryToCopy(due);
  }

  /** By a pause of its own: the row does not count tries that broke. */
  @Override
  public void backOff(DuePdf due, Instant nextAttemptAt) {
    copies.backOff(due);
  }

  @Override
  public int attempts(DuePdf due) {
    return due.tries() + 1;
  }

  @Override
  public LogContext about(DuePdf due) {
    return LogContext.of(due.journeyId());
  }
}
