package org.patientjourney.sandbox.question;

/** One answer that can be chosen; {@code inputField} 1 has a box for a text beside it. */
public record Choice(String response, int inputField, int examQuestionResponseId) {}
