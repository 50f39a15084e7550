package org.patientjourney.sandbox.http;

/** Answers the requests of one route; may block, as every request has its own thread. */
@FunctionalInterface
public interface Endpoint {
  Reply answer(Request request);
}
