package org.patientjourney.app.problem;

import jakarta.ws.rs.WebApplicationException;
import org.patientjourney.workflows.order.JourneyId;

/** The answer to an id that no journey has. */
public final class NoSuchJourney {
  private NoSuchJourney() {}

  public static WebApplicationException refusal(String id) {
    return JourneyId.isValid(id)
        ? ProblemType.NO_SUCH_JOURNEY.refusal(
            "expected the id of a journey, found one that no journey has:"
                + " GET /journeys?orderId= finds the journeys of an order")
        : ProblemType.NOT_A_JOURNEY_ID.refusal(
            "expected {clinic}:{orderId}:{examId}, such as juniper:WC-12847:5101,"
                + " found a text of another form: a journey's answers have its id as journeyId");
  }
}
