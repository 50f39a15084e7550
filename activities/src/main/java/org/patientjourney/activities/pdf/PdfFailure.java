package org.patientjourney.activities.pdf;

/** Why a try returned no PDF. Stored: names are permanent. */
public enum PdfFailure {
  /** The link is no absolute URL without a user. */
  NO_LINK,
  NOT_HTTPS,
  /** Its host is, or may be, a machine of a private network. */
  PRIVATE_ADDRESS,
  TOO_MANY_REDIRECTS,
  TOO_LARGE,
  NOT_A_PDF,
  /** 403, 404 or 410: what an expired signature looks like, or a file that is not there. */
  GONE,
  UNEXPECTED_STATUS,
  NOT_REACHED,
  /** Fewer bytes arrived than announced. */
  CUT_OFF,
  TOO_SLOW
}
