package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call that reached the provider, without anything about the patient or the key. */
public record Call(
    int number,
    String endpoint,
    Instant at,
    @Nullable String clinic,
    @Nullable Integer answerCode,
    List<Integer> examIds,
    @Nullable String fault) {

  public Call {
    examIds = List.copyOf(examIds);
  }

  /** A call not answered and not numbered yet. */
  public static Call of(String endpoint, Instant at, Optional<String> clinic) {
    return new Call(0, endpoint, at, clinic.orElse(null), null, List.of(), null);
  }

  public Call numbered(int next) {
    return new Call(next, endpoint, at, clinic, answerCode, examIds, fault);
  }

  public Call answered(int code) {
    return new Call(number, endpoint, at, clinic, code, examIds, fault);
  }

  public Call asking(List<Integer> exams) {
    return new Call(number, endpoint, at, clinic, answerCode, exams, fault);
  }

  public Call under(String faultName) {
    return new Call(number, endpoint, at, clinic, answerCode, examIds, faultName);
  }
}
