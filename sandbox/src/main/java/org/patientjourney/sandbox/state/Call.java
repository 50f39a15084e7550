package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that reached the provider, without anything about the patient or the key.
 *
 * @param number counted from 1; 0 until it is stored
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

  public Call {
    examIds = List.copyOf(examIds);
  }

  Call numbered(int next) {
    return new Call(next, endpoint, at, clinic, answerCode, examIds, patientExam, fault);
  }

  public Call answered(@Nullable Integer code) {
    return new Call(number, endpoint, at, clinic, code, examIds, patientExam, fault);
  }

  public Call under(@Nullable Fault struck) {
    return new Call(number, endpoint, at, clinic, answerCode, examIds, patientExam, struck);
  }
}
