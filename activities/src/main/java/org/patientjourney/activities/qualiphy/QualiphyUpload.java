package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.fact.PatientExamId;

/**
 * The fields of {@code exam_upload_attachment} but for key and file. Nobody has confirmed them: the
 * first is in both variants that are told of, the second in the JSON one (contract 4.8).
 */
record QualiphyUpload(
    @JsonUnwrapped QualiphyPatientExam exam, @JsonProperty("file_type") @Nullable String fileType) {

  static QualiphyUpload of(PatientExamId exam, Attachment attachment) {
    return new QualiphyUpload(QualiphyPatientExam.of(exam, null), attachment.label());
  }

  @Override
  public String toString() {
    return "QualiphyUpload[" + exam + "]";
  }
}
