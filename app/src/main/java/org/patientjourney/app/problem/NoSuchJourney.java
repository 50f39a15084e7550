package org.patientjourney.app.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.patientjourney.workflows.order.JourneyId;

/** The answer to an id that no journey has. */
public final class NoSuchJourney {
  private NoSuchJourney() {}

  public static WebApplicationException refusal(String id) {
    return new WebApplicationException("No such journey", response(id));
  }

  public static Response response(String id) {
    return JourneyId.isValid(id)
        ? Problem.response(
            404,
            "No such journey",
            "expected the id of a journey, found one that no journey has:"
                + " GET /journeys?orderId= finds the journeys of an order")
        : Problem.response(
            404,
            "Not a journey id",
            "expected {clinic}:{orderId}:{examId}, such as juniper:WC-12847:5101,"
                + " found a text of another form: a journey's answers have its id as journeyId");
  }
}
