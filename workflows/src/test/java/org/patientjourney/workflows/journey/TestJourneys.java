package org.patientjourney.workflows.journey;

import java.time.Instant;
import java.util.UUID;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.exam.ConsultationCompleted;
import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.ExamKind;
import org.patientjourney.workflows.exam.ExamStatus;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.invite.PatientContact;
import org.patientjourney.workflows.webhook.WebhookDeliveryId;

/** Journeys, events and commands for tests. */
final class TestJourneys {
  static final Instant ORDERED_AT = Instant.parse("2026-11-02T15:00:00Z");
  static final JourneyId LEADER = new JourneyId("juniper:WC-12847:5101");
  static final JourneyId MEMBER = new JourneyId("juniper:WC-12847:5102");

  static final PatientExamId PATIENT_EXAM = new PatientExamId("601001");

  private TestJourneys() {}

  static JourneyTerms leader() {
    return terms(LEADER, 5101, ExamKind.GOOD_FAITH, PatientContact.PROVIDER, ORDERED_AT);
  }

  static JourneyTerms member() {
    return terms(MEMBER, 5102, ExamKind.GOOD_FAITH, PatientContact.PROVIDER, ORDERED_AT);
  }

  static JourneyTerms contactedByClinic() {
    return terms(LEADER, 5101, ExamKind.GOOD_FAITH, PatientContact.CLINIC, ORDERED_AT);
  }

  static JourneyTerms prescription() {
    return terms(LEADER, 5101, ExamKind.PRESCRIPTION, PatientContact.PROVIDER, ORDERED_AT);
  }

  static JourneyTerms terms(
      JourneyId id, int exam, ExamKind kind, PatientContact contact, Instant orderedAt) {
    return new JourneyTerms(
        id, MeetingId.ledBy(LEADER), new ExamId(exam), kind, contact, orderedAt);
  }

  static ConsultationCompleted event(ExamStatus status) {
    return event(1, TestJourneys.PATIENT_EXAM, status, "digest-of-" + status);
  }

  static ConsultationCompleted event(
      int attempt, PatientExamId patientExam, ExamStatus status, String digest) {
    return new ConsultationCompleted(
        new WebhookDeliveryId(UUID.randomUUID()),
        attempt,
        patientExam,
        status,
        digest,
        ORDERED_AT.plusSeconds(60));
  }

  /** As the provider reports it at some instant. */
  static ConsultationCompleted eventAt(Instant receivedAt, ExamStatus status) {
    ConsultationCompleted event = event(status);
    return new ConsultationCompleted(
        event.deliveryId(),
        event.attempt(),
        event.patientExamId(),
        status,
        event.digest(),
        receivedAt);
  }

  static Origin origin(String id) {
    return new Origin(id, "operations", "because the test says so");
  }
}
