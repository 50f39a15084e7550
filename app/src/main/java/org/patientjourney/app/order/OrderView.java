package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** An accepted order as its caller sees it: ids and links, no personal data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    OrderId orderId,
    ClinicId clinic,
    @Nullable String reference,
    String href,
    List<JourneyLink> journeys) {

  /** One journey of the order. */
  public record JourneyLink(JourneyId journeyId, String href) {
    static JourneyLink to(JourneyId journey) {
      return new JourneyLink(journey, "/journeys/" + journey);
    }
  }

  static String href(ClinicId clinic, OrderId orderId) {
    return "/orders/" + clinic + "/" + orderId;
  }
}
