package org.patientjourney.sandbox.fault;

import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Strikes a call after it was accepted and stored. */
public enum StoredFault implements Fault {
  /** The caller waits in vain, then the connection is closed. */
  TIMEOUT_AFTER_SUCCESS,
  /** The answer waits until it is released. */
  HOLD_ANSWER,
  ERROR_500_AFTER_SUCCESS,
  /** A success that does not name the patient exams. */
  OK_WITHOUT_IDS,
  /** Two meetings for one call: a sabotage that a demo must notice. */
  DOUBLE;

  @Override
  public boolean canStrike(ProviderEndpoint endpoint) {
    return switch (endpoint) {
      case EXAM_INVITE -> true;
      case EXAM_INVITE_RESEND, EXAM_INVITE_CANCEL, EXAM_SUBMIT_ANSWERS, EXAM_UPLOAD_ATTACHMENT ->
          this != OK_WITHOUT_IDS && this != DOUBLE;
      case EXAM_LIST,
          EXAM_QUESTIONS,
          PARTNER_PHARMACY_LIST,
          PARTNER_PHARMACY_TREATMENT_PACKAGES,
          CUSTOM_PHARMACY_SEARCH ->
          false;
    };
  }
}
