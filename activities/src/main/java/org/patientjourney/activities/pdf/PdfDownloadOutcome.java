package org.patientjourney.activities.pdf;

/** The outcome of fetching a PDF. */
public sealed interface PdfDownloadOutcome {
  /** The whole file. Health data: it prints its size only. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Copied(byte[] content) implements PdfDownloadOutcome {
    @Override
    public String toString() {
      return "Copied[" + content.length + " bytes]";
    }
  }

  /** No file, and why. */
  sealed interface Failed extends PdfDownloadOutcome {
    PdfFailure failure();
  }

  /** The server has no file for the link: perhaps not yet, perhaps no longer. */
  record Gone() implements Failed {
    @Override
    public PdfFailure failure() {
      return PdfFailure.GONE;
    }
  }

  /** The file may still be fetched. */
  record TryAgain(PdfFailure failure) implements Failed {}

  /** The file must not be fetched. */
  record Refused(PdfFailure failure) implements Failed {}
}
