package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The body of {@code exam_questions} but for the key, for a patient who is invited. The documents
 * of today want the exam, older sources want the patient exam (contract 4.3): both are there.
 */
record QualiphyExamOfPatient(
    @JsonProperty("exam_id") int examId, @JsonUnwrapped QualiphyPatientExam patientExam) {}
