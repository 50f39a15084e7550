package org.patientjourney.activities.pdf;

/** The state of a PDF copy. Stored: names are permanent. */
public enum PdfCopyState {
  WANTED,
  COPIED,
  /** No try is left. A new link, from another delivery of the same event, starts again. */
  LOST
}
