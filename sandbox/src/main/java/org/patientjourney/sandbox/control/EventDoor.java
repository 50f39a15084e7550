package org.patientjourney.sandbox.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.ExamStatus;

/** Makes events happen by hand: a decision of the provider, or one more delivery. */
public final class EventDoor {
  // More would test this machine rather than the webhook.
  private static final int MOST_COPIES = 100;

  private final Consultations consultations;
  private final EventDelivery delivery;

  private record Delivery(@Nullable Long event, @Nullable Integer copies) {}

  private record Decision(@Nullable String status, @Nullable String reason) {}

  public EventDoor(Consultations consultations, EventDelivery delivery) {
    this.consultations = consultations;
    this.delivery = delivery;
  }

  /** POST /sandbox/deliver: sends a stored event now; a code is null when no answer came. */
  public Answer deliver(Request request) {
    Delivery order = request.as(Delivery.class);
    int copies = order.copies() == null ? 1 : order.copies();
    if (copies < 1 || copies > MOST_COPIES) {
      throw new BadRequestException("copies: expected 1 to " + MOST_COPIES + ", found " + copies);
    }
    if (order.event() == null) {
      throw new BadRequestException("event: expected the id of an event, found none");
    }
    List<Optional<Integer>> codes =
        delivery
            .deliverByHand(order.event(), copies)
            .orElseThrow(() -> new BadRequestException(404, "no event " + order.event()));
    return Answer.json(200, Map.of("http_codes", codes.stream().map(c -> c.orElse(null)).toList()));
  }

  /** POST /sandbox/exams/{id}/decide: any status text; no event comes without a webhook_url. */
  public Answer decide(Request request) {
    if (!request.variable().matches("\\d{1,18}")) {
      throw new BadRequestException("expected a patient exam id in the path");
    }
    Decision decision = request.as(Decision.class);
    if (decision.status() == null || decision.status().isBlank()) {
      throw new BadRequestException("status: expected a text, found none");
    }
    List<Event> events =
        consultations
            .decideByHand(
                Long.parseLong(request.variable()),
                new ExamStatus(decision.status()),
                decision.reason())
            .orElseThrow(
                () -> new BadRequestException(404, "no patient exam " + request.variable()));
    return Answer.json(200, Map.of("events", events.stream().map(Event::id).toList()));
  }
}
