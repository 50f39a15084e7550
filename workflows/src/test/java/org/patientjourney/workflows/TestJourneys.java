package org.patientjourney.workflows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.event.ConsultationCompleted;
import org.patientjourney.workflows.event.PrescriptionConfirmed;
import org.patientjourney.workflows.event.ShipmentTracked;
import org.patientjourney.workflows.event.ShipmentTracked.TrackedParcel;
import org.patientjourney.workflows.fact.ExamStatus;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.fact.Prescription.MedicineVersion;
import org.patientjourney.workflows.fact.Prescription.PrescriptionStatus;
import org.patientjourney.workflows.fact.Prescription.RxStatus;
import org.patientjourney.workflows.fact.PrescriptionId;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.CareTerms;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PharmacyRoute.Route;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.JourneyPolicy.FulfilmentPolicy;
import org.patientjourney.workflows.policy.SendHours;

/** Journeys, events and commands for tests. */
public final class TestJourneys {
  /** Without reminders, resends and repeated alarms. */
  public static final JourneyPolicy WITHOUT_REMINDERS =
      new JourneyPolicy(
          JourneyPolicy.STANDARD.linkLifetime(),
          JourneyPolicy.STANDARD.linkGrace(),
          JourneyPolicy.STANDARD.reviewOverdue(),
          JourneyPolicy.STANDARD.inviteOverdue(),
          List.of(),
          false,
          JourneyPolicy.STANDARD.redeliveryWindow(),
          Duration.ofDays(3650),
          FulfilmentPolicy.STANDARD,
          SendHours.STANDARD,
          JourneyPolicy.STANDARD.providerCall());

  public static final Instant ORDERED_AT = Instant.parse("2026-11-02T15:00:00Z");
  public static final JourneyId SENDER = new JourneyId("juniper:WC-12847:5101");
  public static final JourneyId OTHER = new JourneyId("juniper:WC-12847:5102");

  /** 21 days and some hours later. */
  public static final Instant FOLLOW_UP_DUE = Instant.parse("2026-11-23T15:00:00Z");

  public static final PatientExamId PATIENT_EXAM = new PatientExamId("601001");

  /** As the provider usually says it. */
  public static final PrescriptionStatus CONFIRMED =
      new PrescriptionStatus(ExamStatus.APPROVED, RxStatus.CONFIRMED, true);

  private TestJourneys() {}

  public static JourneyTerms sender() {
    return terms(SENDER, 5101, ExamKind.GOOD_FAITH, PatientContact.PROVIDER, ORDERED_AT);
  }

  public static JourneyTerms other() {
    return terms(OTHER, 5102, ExamKind.GOOD_FAITH, PatientContact.PROVIDER, ORDERED_AT);
  }

  public static JourneyTerms contactedByClinic() {
    return terms(SENDER, 5101, ExamKind.GOOD_FAITH, PatientContact.CLINIC, ORDERED_AT);
  }

  public static JourneyTerms prescription() {
    return terms(SENDER, 5101, ExamKind.PRESCRIPTION, PatientContact.PROVIDER, ORDERED_AT);
  }

  public static JourneyTerms terms(
      JourneyId id, int exam, ExamKind kind, PatientContact contact, Instant orderedAt) {
    return new JourneyTerms(
        id, MeetingId.sentBy(SENDER), new ExamId(exam), kind, contact, orderedAt, CareTerms.NONE);
  }

  /** A partner pharmacy's package was ordered. */
  public static JourneyTerms packageOrdered() {
    return with(prescription(), new CareTerms(Route.PARTNER, 884, false, null, null, null));
  }

  /** The patient's own pharmacy reports no parcels. */
  public static JourneyTerms ownPharmacy() {
    return with(prescription(), new CareTerms(Route.OWN, null, false, null, null, null));
  }

  /** The pharmacy that the patient chooses reports no parcels. */
  public static JourneyTerms patientsChoice() {
    return with(prescription(), new CareTerms(Route.PATIENT_CHOICE, null, false, null, null, null));
  }

  /** No parcels are reported for urgent care. */
  public static JourneyTerms urgentCare() {
    return with(
        terms(SENDER, 5101, ExamKind.URGENT_CARE, PatientContact.PROVIDER, ORDERED_AT),
        new CareTerms(Route.PARTNER, null, false, null, null, null));
  }

  /** The order brought answers along. */
  public static JourneyTerms answered() {
    return with(sender(), new CareTerms(null, null, true, null, null, null));
  }

  /** The patient is in Guam, where it was one in the morning at the time of the order. */
  public static JourneyTerms orderedAtNight() {
    ZoneId guam = ZoneId.of("Pacific/Guam");
    return with(sender(), new CareTerms(null, null, false, null, null, guam));
  }

  /** Owed three weeks after a visit at the time of the order. */
  public static JourneyTerms followUp() {
    JourneyId id = SENDER.followUp();
    return new JourneyTerms(
        id,
        MeetingId.sentBy(id),
        new ExamId(5205),
        ExamKind.GOOD_FAITH,
        PatientContact.CLINIC,
        ORDERED_AT,
        CareTerms.ofFollowUp(FOLLOW_UP_DUE, null));
  }

  private static JourneyTerms with(JourneyTerms terms, CareTerms care) {
    return new JourneyTerms(
        terms.journeyId(),
        terms.meetingId(),
        terms.examId(),
        terms.kind(),
        terms.contact(),
        terms.orderedAt(),
        care);
  }

  /** An event 2 of these medicines. */
  public static PrescriptionConfirmed prescribed(
      Instant receivedAt, int orderSet, String... medicines) {
    return prescribed(1, PATIENT_EXAM, receivedAt, orderSet, medicines);
  }

  public static PrescriptionConfirmed prescribed(
      int attempt, PatientExamId exam, Instant receivedAt, String medicine) {
    return prescribed(attempt, exam, receivedAt, 884, medicine);
  }

  private static PrescriptionConfirmed prescribed(
      int attempt, PatientExamId exam, Instant receivedAt, int orderSet, String... medicines) {
    return new PrescriptionConfirmed(
        new WebhookDeliveryId(UUID.randomUUID()),
        attempt,
        exam,
        Stream.of(medicines).map(PrescriptionId::new).toList(),
        orderSet,
        false,
        CONFIRMED,
        true,
        Stream.of(medicines)
            .map(id -> new MedicineVersion(new PrescriptionId(id), "content-of-" + id))
            .toList(),
        "digest-of-" + List.of(medicines),
        receivedAt);
  }

  /** The same with another status. */
  public static PrescriptionConfirmed with(
      PrescriptionStatus status, PrescriptionConfirmed merged) {
    return new PrescriptionConfirmed(
        new WebhookDeliveryId(UUID.randomUUID()),
        merged.attempt(),
        merged.patientExamId(),
        merged.medicines(),
        merged.orderSet(),
        merged.controlled(),
        status,
        merged.whole(),
        merged.versions(),
        merged.digest() + status,
        merged.receivedAt());
  }

  public static PrescriptionStatus unconfirmed() {
    return new PrescriptionStatus(null, RxStatus.UNCONFIRMED, true);
  }

  /** An approval that carries a status of the prescription which we do not know. */
  public static ConsultationCompleted approvedUnconfirmed(Instant receivedAt) {
    return new ConsultationCompleted(
        new WebhookDeliveryId(UUID.randomUUID()),
        1,
        PATIENT_EXAM,
        ExamStatus.APPROVED,
        RxStatus.UNCONFIRMED,
        true,
        "digest-of-approved-unconfirmed",
        receivedAt);
  }

  /** The same medicines with another dose, say. */
  public static PrescriptionConfirmed changed(PrescriptionConfirmed merged, Instant receivedAt) {
    return new PrescriptionConfirmed(
        new WebhookDeliveryId(UUID.randomUUID()),
        merged.attempt(),
        merged.patientExamId(),
        merged.medicines(),
        merged.orderSet(),
        merged.controlled(),
        merged.status(),
        merged.whole(),
        merged.medicines().stream().map(id -> new MedicineVersion(id, "changed")).toList(),
        "digest-of-the-change",
        receivedAt);
  }

  /** Received again, with other content. */
  public static PrescriptionConfirmed amended(PrescriptionConfirmed merged) {
    return new PrescriptionConfirmed(
        new WebhookDeliveryId(UUID.randomUUID()),
        merged.attempt(),
        merged.patientExamId(),
        merged.medicines(),
        merged.orderSet(),
        merged.controlled(),
        merged.status(),
        merged.whole(),
        merged.versions(),
        "digest-of-the-amendment",
        merged.receivedAt());
  }

  /** An event 3: one parcel of a medicine. */
  public static ShipmentTracked shipped(
      Instant receivedAt, @Nullable String medicine, @Nullable String trackingHash) {
    return shipped(1, PATIENT_EXAM, receivedAt, medicine, trackingHash);
  }

  public static ShipmentTracked shipped(
      int attempt,
      PatientExamId exam,
      Instant receivedAt,
      @Nullable String medicine,
      @Nullable String trackingHash) {
    return shipped(attempt, exam, receivedAt, parcel(medicine, trackingHash));
  }

  /** An event 3 that lists parcels. */
  public static ShipmentTracked shipped(
      int attempt, @Nullable PatientExamId exam, Instant receivedAt, TrackedParcel... parcels) {
    return new ShipmentTracked(
        new WebhookDeliveryId(UUID.randomUUID()),
        attempt,
        exam,
        List.of(parcels),
        true,
        "digest-of-" + List.of(parcels),
        receivedAt);
  }

  public static TrackedParcel parcel(@Nullable String medicine, @Nullable String trackingHash) {
    PrescriptionId id = medicine == null ? null : new PrescriptionId(medicine);
    return new TrackedParcel(id, trackingHash);
  }

  public static ConsultationCompleted event(ExamStatus status) {
    return event(1, TestJourneys.PATIENT_EXAM, status, "digest-of-" + status);
  }

  public static ConsultationCompleted event(
      int attempt, PatientExamId patientExam, ExamStatus status, String digest) {
    return new ConsultationCompleted(
        new WebhookDeliveryId(UUID.randomUUID()),
        attempt,
        patientExam,
        status,
        RxStatus.NOT_TOLD,
        true,
        digest,
        ORDERED_AT.plusSeconds(60));
  }

  /** As the provider reports it at some instant. */
  public static ConsultationCompleted eventAt(Instant receivedAt, ExamStatus status) {
    return eventAt(receivedAt, status, event(status).digest());
  }

  public static ConsultationCompleted eventAt(
      Instant receivedAt, ExamStatus status, String digest) {
    return new ConsultationCompleted(
        new WebhookDeliveryId(UUID.randomUUID()),
        1,
        PATIENT_EXAM,
        status,
        RxStatus.NOT_TOLD,
        true,
        digest,
        receivedAt);
  }

  public static Origin origin(String id) {
    return new Origin(id, "operations", "because the test says so");
  }
}
