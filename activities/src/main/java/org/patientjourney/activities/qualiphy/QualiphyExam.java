package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of {@code exam_questions} (contract 4.3, the current documents) but for the key. */
record QualiphyExam(@JsonProperty("exam_id") int examId) {}
