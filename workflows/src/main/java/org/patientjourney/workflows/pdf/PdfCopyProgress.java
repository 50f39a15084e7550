package org.patientjourney.workflows.pdf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
