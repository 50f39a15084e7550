package org.patientjourney.activities.pdf;

/** Why a try returned no PDF. Stored: names are permanent. */
public enum PdfFailure {
  /** The link is no absolute URL without a user. */
  NO_LINK(true),
  NOT_HTTPS(true),
  /** Its host is, or may be, a machine of a private network. */
  PRIVATE_ADDRESS(true),
  TOO_MANY_REDIRECTS(true),
  TOO_LARGE(true),
  NOT_A_PDF(true),
  /** 403, 404 or 410: what an expired signature looks like, or a file that is not there yet. */
  GONE(false),
  UNEXPECTED_STATUS(false),
  NOT_REACHED(false),
  /** Fewer bytes arrived than announced. */
  CUT_OFF(false),
  TOO_SLOW(false);

  private final boolean isFinal;

  PdfFailure(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /** Whether no other try is made with the link. */
  boolean isFinal() {
    return isFinal;
  }
}
