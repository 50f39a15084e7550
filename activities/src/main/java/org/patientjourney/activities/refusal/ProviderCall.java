package org.patientjourney.activities.refusal;

/** The call that the provider refused. Stored: names are permanent. */
public enum ProviderCall {
  INVITE,
  RESEND,
  CANCEL
}
