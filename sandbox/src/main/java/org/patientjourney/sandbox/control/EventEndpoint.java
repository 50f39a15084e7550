package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.StateStore;

/** Posts to webhooks by hand: a stored event once more, or any body. */
public record EventEndpoint(StateStore store, EventDelivery delivery) {
  private static final int MOST_COPIES = 100;

  private record Delivery(@Nullable Long event, @Nullable Integer copies) {}

  private record Shot(
      @Nullable Long patientExamId, @Nullable JsonNode body, @Nullable Integer copies) {}

  /** POST /sandbox/deliver: a code is null when no answer came. */
  public Answer deliver(Request request) {
    Delivery order = request.as(Delivery.class);
    int copies = Numbers.in("copies", order.copies(), MOST_COPIES);
    if (order.event() == null) {
      throw new BadRequestException("event: expected the id of an event, found none");
    }
    return codes(
        delivery
            .deliverByHand(order.event(), copies)
            .orElseThrow(() -> new BadRequestException(404, "no event " + order.event())));
  }

  /** POST /sandbox/fire: a text is sent as it is, anything else as JSON. */
  public Answer fire(Request request) {
    Shot shot = request.as(Shot.class);
    int copies = Numbers.in("copies", shot.copies(), MOST_COPIES);
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
    return codes(delivery.fire(invite, exam, text, copies));
  }

  private static Answer codes(List<Optional<Integer>> codes) {
    return Answer.json(200, Map.of("http_codes", codes.stream().map(c -> c.orElse(null)).toList()));
  }
}
