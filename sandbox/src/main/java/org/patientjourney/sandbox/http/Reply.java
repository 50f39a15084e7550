package org.patientjourney.sandbox.http;

/** What a caller gets: an answer, or a connection that is closed without one. */
public sealed interface Reply permits Answer, HangUp {}
