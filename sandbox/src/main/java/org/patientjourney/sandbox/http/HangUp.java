package org.patientjourney.sandbox.http;

/** Closes the connection without an answer, so that the caller cannot know what happened. */
public record HangUp() implements Reply {}
