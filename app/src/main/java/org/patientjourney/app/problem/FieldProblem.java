package org.patientjourney.app.problem;

/**
 * One wrong field.
 *
 * @param pointer JSON pointer (RFC 6901) into the request
 * @param found what kind of thing was there; never its content
 */
public record FieldProblem(String pointer, String expected, String found) {}
