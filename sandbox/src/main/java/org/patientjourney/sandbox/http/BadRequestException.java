package org.patientjourney.sandbox.http;

/** A control endpoint cannot do what it was asked for; the message says what it expected. */
public final class BadRequestException extends RuntimeException {
  private final int status;

  public BadRequestException(String message) {
    this(400, message);
  }

  public BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
