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
  PDF_COPY,
  /** What persons wrote about a journey, and what the provider said when it refused. */
  TIMELINE,
  AUDIT_NOTES,
  ALARM_ACKNOWLEDGEMENT,
  INCIDENT_RESOLUTION
}
