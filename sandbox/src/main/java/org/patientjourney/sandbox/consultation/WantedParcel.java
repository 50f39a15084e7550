package org.patientjourney.sandbox.consultation;

import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.state.Parcel;

/** A parcel as somebody asks for it; what is null, the sandbox chooses. */
public record WantedParcel(@Nullable String prescriptionId, @Nullable String trackingNumber) {

  static WantedParcel of(String prescriptionId) {
    return new WantedParcel(prescriptionId, null);
  }

  Parcel filled(String defaultPrescriptionId, String defaultTrackingNumber) {
    return new Parcel(
        prescriptionId == null ? defaultPrescriptionId : prescriptionId,
        trackingNumber == null ? defaultTrackingNumber : trackingNumber);
  }
}
