package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.ExamCourse;
import org.patientjourney.sandbox.delivery.ExamCourse.WantedParcel;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Answer.BadRequestException;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;
import org.patientjourney.sandbox.state.PatientExam.WantedItems;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.state.StateStore.Changed;

/** Plays the provider and the pharmacy, and posts to webhooks by hand. */
public record PlayEndpoints(StateStore store, InstantSource clock, EventDelivery delivery) {
  private static final int MOST_ITEMS = 20;
  private static final int MOST_COPIES = 100;

  private record Decision(@Nullable String status, @Nullable String reason) {}

  private record Prescription(@Nullable Integer items, @Nullable String scheduleCode) {}

  private record Shipment(
      @Nullable String prescriptionId,
      @Nullable String trackingNumber,
      @Nullable List<WantedParcel> parcels) {}

  private record Delivery(@Nullable Long event, @Nullable Integer copies) {}

  private record Shot(
      @Nullable Long patientExamId, @Nullable JsonNode body, @Nullable Integer copies) {}

  public List<Route> routes() {
    return List.of(
        new Route("POST", "/sandbox/exams/{id}/decide", this::decide),
        new Route("POST", "/sandbox/exams/{id}/prescribe", this::prescribe),
        new Route("POST", "/sandbox/exams/{id}/ship", this::ship),
        new Route("POST", "/sandbox/deliver", this::deliver),
        new Route("POST", "/sandbox/fire", this::fire));
  }

  /** Any status text, for any exam, even a cancelled one. */
  private Answer decide(Request request) {
    long exam = exam(request);
    Decision decision = request.as(Decision.class);
    if (decision.status() == null || decision.status().isBlank()) {
      throw new BadRequestException("status: expected a text, found none");
    }
    ExamStatus status = new ExamStatus(decision.status());
    return play(exam, (course, state) -> course.decide(state, status, decision.reason()));
  }

  /** Event 2 with the requested number of items. */
  private Answer prescribe(Request request) {
    long exam = exam(request);
    Prescription wanted = request.asOptional(Prescription.class);
    int items = SettingEndpoints.oneTo(MOST_ITEMS, "items", wanted.items());
    String code = wanted.scheduleCode() == null ? "" : wanted.scheduleCode();
    return play(exam, (course, state) -> course.prescribe(state, new WantedItems(items, code)));
  }

  /** Event 3 for one parcel, for several, or for everything that is not shipped yet. */
  private Answer ship(Request request) {
    long exam = exam(request);
    List<WantedParcel> parcels = parcels(request.asOptional(Shipment.class));
    return play(exam, (course, state) -> course.ship(state, parcels));
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
    if (!request.segment().matches("\\d{1,18}")) {
      throw new BadRequestException("expected a patient exam id in the path");
    }
    return Long.parseLong(request.segment());
  }

  /** Ends the exam's plan; answers the ids of the new events. */
  private Answer play(long id, BiFunction<ExamCourse, SandboxState, SandboxState> action) {
    List<Event> made =
        store.changeAndGet(
            state -> {
              PatientExam exam =
                  state
                      .exam(id)
                      .orElseThrow(() -> new BadRequestException(404, "no patient exam " + id))
                      .withoutPlan();
              ExamCourse course = new ExamCourse(exam, clock.instant());
              List<Event> before = state.events();
              SandboxState after = action.apply(course, state.withExam(exam));
              return new Changed<>(
                  after, after.events().subList(before.size(), after.events().size()));
            });
    return Answer.json(200, Map.of("events", made.stream().map(Event::id).toList()));
  }

  /** A code is null when no answer came. */
  private Answer deliver(Request request) {
    Delivery order = request.as(Delivery.class);
    int copies = SettingEndpoints.oneTo(MOST_COPIES, "copies", order.copies());
    if (order.event() == null) {
      throw new BadRequestException("event: expected the id of an event, found none");
    }
    return codes(
        delivery
            .deliverByHand(order.event(), copies)
            .orElseThrow(() -> new BadRequestException(404, "no event " + order.event())));
  }

  /** A text is sent as it is, anything else as JSON. */
  private Answer fire(Request request) {
    Shot shot = request.as(Shot.class);
    int copies = SettingEndpoints.oneTo(MOST_COPIES, "copies", shot.copies());
    if (shot.patientExamId() == null) {
      throw new BadRequestException("patient_exam_id: expected a patient exam id, found none");
    }
    JsonNode body = shot.body();
    if (body == null) {
      throw new BadRequestException("body: expected any JSON or a text, found none");
    }
    long exam = shot.patientExamId();
    Invite invite =
        store
            .now()
            .inviteOf(exam)
            .orElseThrow(() -> new BadRequestException(404, "no patient exam " + exam));
    if (invite.webhookUrl() == null) {
      throw new BadRequestException("patient exam " + exam + " has no webhook_url");
    }
    String text = body.isTextual() ? body.textValue() : body.toString();
    return codes(delivery.post(invite, exam, Collections.nCopies(copies, text)));
  }

  private static Answer codes(List<Optional<Integer>> codes) {
    return Answer.json(200, Map.of("http_codes", codes.stream().map(c -> c.orElse(null)).toList()));
  }
}
