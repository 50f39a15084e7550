package org.patientjourney.sandbox.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.http.ProviderEndpoint;

/** One call that reached the provider, without anything about the patient or the key. */
public record Call(
    int number,
    ProviderEndpoint endpoint,
    Instant at,
    @Nullable String clinic,
    @Nullable Integer answerCode,
    List<Integer> examIds,
    @Nullable Long patientExam,
    @Nullable String fault) {

  public Call {
    examIds = List.copyOf(examIds);
  }

  /** A call not answered and not numbered yet. */
  public static Call of(ProviderEndpoint endpoint, Instant at) {
    return new Call(0, endpoint, at, null, null, List.of(), null, null);
  }

  public Call numbered(int next) {
    return new Call(next, endpoint, at, clinic, answerCode, examIds, patientExam, fault);
  }

  public Call by(String someClinic) {
    return new Call(number, endpoint, at, someClinic, answerCode, examIds, patientExam, fault);
  }

  public Call answered(int code) {
    return new Call(number, endpoint, at, clinic, code, examIds, patientExam, fault);
  }

  /** The ids that its body named, as far as they were readable. */
  public Call naming(List<Integer> exams, @Nullable Long exam) {
    return new Call(number, endpoint, at, clinic, answerCode, exams, exam, fault);
  }

  public Call under(String faultName) {
    return new Call(number, endpoint, at, clinic, answerCode, examIds, patientExam, faultName);
  }
}
