package org.patientjourney.activities.compliance;

/** The endpoints of personal data. Stored: names are permanent. */
public enum PersonalEndpoint {
  ORDER_CONTENT,
  INVITE_LINK,
  DELIVERY_BODY,
  CONSULTATIONS,
  PRESCRIPTIONS,
  SHIPMENTS,
  FOLLOW_UP_WAIVER,
  /** Ids, dates and journals alone; the words of a waiver in it have a line of their own. */
  FOLLOW_UP_CERTIFICATE,
  /** The same of the export of a period. */
  JOURNAL_EXPORT,
  PDF_COPY,
  /** Notes about a journey, and the provider's refusals. */
  TIMELINE,
  AUDIT_NOTES,
  ALARM_ACKNOWLEDGEMENT,
  INCIDENT_RESOLUTION,
  PAUSE_REASON,
  /** The keys of a patient's data were destroyed. */
  ERASURE,
  ERASURE_REASON,
  LEGAL_HOLD_REASON,
  ACCESS_LOG,
  /** What is kept of a patient, and who read it. */
  ACCESS_REPORT,
  /** What Temporal stores, opened for its CLI and UI. */
  HISTORY_PAYLOADS
}
