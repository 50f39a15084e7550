package org.patientjourney.activities.qualiphy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.patientjourney.activities.qualiphy.wire.StrictJson;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;

/**
 * What the bytes of a webhook delivery mean. Pure: the same bytes give the same reading, now and in
 * a replay, and no bytes make it throw.
 */
public final class QualiphyWebhookReader {
  private static final int NO_EVENT = 0;
  private static final int CONSULTATION_COMPLETE = 1;
  private static final int PRESCRIPTION_CONFIRMED = 2;
  private static final int PRESCRIPTION_TRACKING = 3;

  public Reading read(byte[] body) {
    if (GzipBody.isAnnounced(body)) {
      return GzipBody.decode(body)
          .map(QualiphyWebhookReader::json)
          .orElseGet(() -> new Reading.Unreadable("damaged gzip, or more bytes behind it"));
    }
    return json(body);
  }

  private static Reading json(byte[] body) {
    try {
      JsonNode json = StrictJson.parse(body);
      return json.isObject()
          ? event(json)
          : new Reading.Unreadable(Reading.Unreadable.NOT_AN_OBJECT);
    } catch (StrictJson.Refused refused) {
      return new Reading.Unreadable(refused.reason());
    }
  }

  private static Reading event(JsonNode body) {
    String digest = CanonicalJson.digest(body);
    Integer found = TolerantValue.integer(body.path("event"));
    int event = found == null ? NO_EVENT : found;
    return switch (event) {
      case CONSULTATION_COMPLETE -> QualiphyConsultation.read(body, digest);
      case PRESCRIPTION_CONFIRMED -> QualiphyPrescription.read(body, digest);
      case PRESCRIPTION_TRACKING -> QualiphyShipment.read(body, digest);
      default -> new Reading.UnknownEvent(digest);
    };
  }
}
