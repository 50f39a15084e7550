package org.patientjourney.workflows.order;

/** Who contacts a clinic's patients: a setting of the clinic's account at the provider. */
public enum PatientContact {
  PROVIDER,
  CLINIC
}
