package org.patientjourney.activities.pdf;

/** How far a PDF copy got. Stored: names are permanent. */
public enum PdfCopyState {
  WANTED,
  COPIED,
  /** No try is left. Only a fresh link, from another delivery of the same event, heals it. */
  LOST
}
