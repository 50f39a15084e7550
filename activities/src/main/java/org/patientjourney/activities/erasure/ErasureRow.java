package org.patientjourney.activities.erasure;

import java.time.Instant;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/** A row of {@code erasure}: the keys of a patient's data were destroyed. */
public record ErasureRow(
    long erasureId, ClinicId clinic, PatientId patientId, Instant erasedAt, String erasedBy) {}
