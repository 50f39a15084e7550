package org.patientjourney.sandbox.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.Consultations;
import org.patientjourney.sandbox.delivery.ExamCourse.WantedParcel;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.PlannedStep.WantedItems;

/** POST /sandbox/exams/{id}/…: plays the provider and the pharmacy. */
public record ExamEndpoint(Consultations consultations) {
  private static final int MOST_ITEMS = 20;

  private record Decision(@Nullable String status, @Nullable String reason) {}

  private record Prescription(@Nullable Integer items, @Nullable String scheduleCode) {}

  private record Shipment(
      @Nullable String prescriptionId,
      @Nullable String trackingNumber,
      @Nullable List<WantedParcel> parcels) {}

  /** Any status text, for any exam, even a cancelled one. */
  public Answer decide(Request request) {
    long exam = exam(request);
    Decision decision = request.as(Decision.class);
    if (decision.status() == null || decision.status().isBlank()) {
      throw new BadRequestException("status: expected a text, found none");
    }
    return events(
        exam, consultations.decide(exam, new ExamStatus(decision.status()), decision.reason()));
  }

  /** Event 2 with the requested number of items. */
  public Answer prescribe(Request request) {
    long exam = exam(request);
    Prescription wanted = request.asOptional(Prescription.class);
    int items = Numbers.in("items", wanted.items(), MOST_ITEMS);
    String code = wanted.scheduleCode() == null ? "" : wanted.scheduleCode();
    return events(exam, consultations.prescribe(exam, new WantedItems(items, code)));
  }

  /** Event 3 for one parcel, for several, or for everything that is not shipped yet. */
  public Answer ship(Request request) {
    long exam = exam(request);
    return events(exam, consultations.ship(exam, parcels(request.asOptional(Shipment.class))));
  }

  private static List<WantedParcel> parcels(Shipment wanted) {
    boolean isSingle = wanted.prescriptionId() != null || wanted.trackingNumber() != null;
    if (wanted.parcels() == null) {
      return isSingle
          ? List.of(new WantedParcel(wanted.prescriptionId(), wanted.trackingNumber()))
          : List.of();
    }
    if (isSingle || wanted.parcels().isEmpty() || wanted.parcels().contains(null)) {
      throw new BadRequestException("parcels: expected at least one, and nothing beside them");
    }
    return wanted.parcels();
  }

  private static long exam(Request request) {
    if (!request.variable().matches("\\d{1,18}")) {
      throw new BadRequestException("expected a patient exam id in the path");
    }
    return Long.parseLong(request.variable());
  }

  private static Answer events(long exam, Optional<List<Event>> events) {
    List<Event> found =
        events.orElseThrow(() -> new BadRequestException(404, "no patient exam " + exam));
    return Answer.json(200, Map.of("events", found.stream().map(Event::id).toList()));
  }
}
