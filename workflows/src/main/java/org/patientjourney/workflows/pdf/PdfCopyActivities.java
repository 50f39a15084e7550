package org.patientjourney.workflows.pdf;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The copy's way from the provider into the record. */
@ActivityInterface
public interface PdfCopyActivities {
  /**
   * Tries once to copy the PDF from the latest link that the record has, and stores what came of
   * it. A link that has died is not tried: the copy is then recorded as lost, with an alarm. Half
   * way there an alarm is raised that it is late. Safe to repeat; retried for ever.
   */
  PdfCopyProgress tryToCopy(PdfCopyId copy);

  /**
   * Where a PDF copy stands after a try.
   *
   * @param nextTryIn by the clock that counts the link's life; null when no try is left: it was
   *     copied, or is lost
   */
  public record PdfCopyProgress(@Nullable Duration nextTryIn) {
    public static PdfCopyProgress over() {
      return new PdfCopyProgress(null);
    }
  }
}
