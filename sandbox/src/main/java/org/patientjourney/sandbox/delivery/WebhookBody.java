package org.patientjourney.sandbox.delivery;

/** What is posted to a webhook, whatever it says; prints without it. */
record WebhookBody(long patientExamId, String text) {

  /** Its first half, as a connection that breaks would leave it. */
  WebhookBody cut() {
    return new WebhookBody(patientExamId, text.substring(0, text.length() / 2));
  }

  @Override
  public String toString() {
    return "WebhookBody[" + patientExamId + "]";
  }
}
