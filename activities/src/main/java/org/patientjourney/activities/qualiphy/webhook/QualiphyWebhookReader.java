package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PatientExamId;

/** Reads the bytes of a webhook delivery. Pure, and throws for no bytes. */
public final class QualiphyWebhookReader {
  private static final int NO_EVENT = 0;
  private static final int CONSULTATION_COMPLETE = 1;
  private static final int PRESCRIPTION_CONFIRMED = 2;
  private static final int PRESCRIPTION_TRACKING = 3;

  private static final Reading NOT_READ = new Reading.UnknownEvent("", null);

  public Reading read(byte[] body) {
    return read(body, QualiphyWebhookReader::event);
  }

  /** Why a body is unreadable, if it is; the event in it is not read. */
  public Optional<String> unreadable(byte[] body) {
    return read(body, event -> NOT_READ) instanceof Reading.Unreadable unreadable
        ? Optional.of(unreadable.reason())
        : Optional.empty();
  }

  private static Reading read(byte[] body, Function<JsonNode, Reading> event) {
    if (GzipBody.isAnnounced(body)) {
      return GzipBody.decode(body)
          .map(content -> json(content, event))
          .orElseGet(() -> new Reading.Unreadable("damaged gzip, or more bytes behind it"));
    }
    return json(body, event);
  }

  private static Reading json(byte[] body, Function<JsonNode, Reading> event) {
    try {
      JsonNode json = StrictJson.parse(body);
      return json.isObject()
          ? event.apply(json)
          : new Reading.Unreadable(Reading.Unreadable.NOT_AN_OBJECT, onlyPatientExam(json));
    } catch (StrictJson.Refused refused) {
      return new Reading.Unreadable(refused.reason());
    }
  }

  private static Reading event(JsonNode body) {
    return switch (kind(body.path("event"))) {
      case CONSULTATION_COMPLETE -> ConsultationReader.read(body);
      case PRESCRIPTION_CONFIRMED -> PrescriptionReader.read(body);
      case PRESCRIPTION_TRACKING -> ShipmentReader.read(body);
      default -> new Reading.UnknownEvent(CanonicalJson.digest(body), onlyPatientExam(body));
    };
  }

  /** 1, 1.0 and their texts mean the same. */
  private static int kind(JsonNode event) {
    JsonNode number =
        event.isTextual()
            ? TextNode.valueOf(event.asText().strip().replaceFirst("\\.0+$", ""))
            : event;
    Integer found = TolerantValue.integer(number);
    return found == null ? NO_EVENT : found;
  }

  /** At any depth; null for a body that names several. */
  private static @Nullable PatientExamId onlyPatientExam(JsonNode body) {
    List<PatientExamId> named =
        body.findValues("patient_exam_id").stream()
            .map(TolerantValue::patientExamId)
            .distinct()
            .toList();
    return named.size() == 1 ? named.get(0) : null;
  }
}
