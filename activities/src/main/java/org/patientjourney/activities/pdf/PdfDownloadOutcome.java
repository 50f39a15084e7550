package org.patientjourney.activities.pdf;

/** What fetching a PDF can come to. */
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

  /** The server says that there is nothing behind the link: perhaps not yet, perhaps no more. */
  record Gone() implements Failed {
    @Override
    public PdfFailure failure() {
      return PdfFailure.GONE;
    }
  }

  /** Nobody knows what is behind the link. */
  record TryAgain(PdfFailure failure) implements Failed {}

  /** Nothing that we fetch, now or later. */
  record Refused(PdfFailure failure) implements Failed {}
}
