package org.patientjourney.sandbox.delivery;

/** What is posted to a webhook, whatever it says; prints without it. */
record WebhookBody(long patientExamId, String text) {
  @Override
  public String toString() {
    return "WebhookBody[" + patientExamId + "]";
  }
}
