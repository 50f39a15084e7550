package org.patientjourney.activities.order;

import java.time.Instant;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/**
 * A row of {@code order_correction}.
 *
 * @param number counts an order's corrections, from 1
 * @param content the patient as corrected, ciphertext
 */
@SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
public record CorrectionRow(
    ClinicId clinic,
    OrderId orderId,
    int number,
    String commandId,
    byte[] content,
    Instant correctedAt,
    String correctedBy) {

  String context() {
    return context(clinic, orderId, number);
  }

  static String context(ClinicId clinic, OrderId orderId, int number) {
    return "order_correction:" + clinic + ":" + orderId + ":" + number;
  }

  @Override
  public String toString() {
    return "CorrectionRow[" + clinic + ":" + orderId + ", " + number + "]";
  }
}
