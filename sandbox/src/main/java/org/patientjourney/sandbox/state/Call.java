package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that reached the provider, without anything about the patient or the key.
 *
 * @param number counted from 1; 0 until it is listed
 * @param answerCode null while it has no answer
 * @param examIds as far as they were readable
 */
public record Call(
    int number,
    ProviderEndpoint endpoint,
    Instant at,
    @Nullable String clinic,
    @Nullable Integer answerCode,
    List<Integer> examIds,
    @Nullable Long patientExam,
    @Nullable Fault fault) {

  /** The call as it is listed. */
  public Call listed(int next, @Nullable Integer code, @Nullable Fault struck) {
    return new Call(next, endpoint, at, clinic, code, examIds, patientExam, struck);
  }
}
