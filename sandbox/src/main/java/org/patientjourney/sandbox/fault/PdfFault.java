package org.patientjourney.sandbox.fault;

import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Strikes whoever follows a link to a PDF that is alive. */
public enum PdfFault implements Fault {
  PDF_500,
  /** HTTP 200 with a page instead of the file. */
  PDF_NOT_PDF,
  /** Waits, then serves the file. */
  PDF_SLOW;

  @Override
  public boolean canStrike(ProviderEndpoint endpoint) {
    return false;
  }
}
