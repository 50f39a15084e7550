package org.patientjourney.app.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.problem.Problem;
import org.patientjourney.workflows.order.JourneyId;

/**
 * The outcome of a command to a whole order.
 *
 * @param correction the number of a correction, when it is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderCommandView(
    String commandId, @Nullable Integer correction, List<JourneyAnswer> journeys) {
  /**
   * The answer of one journey.
   *
   * @param status as its own command answers: 200 recorded, 202 taken, 409 refused, 503 not running
   * @param why it was not taken
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JourneyAnswer(JourneyId journeyId, int status, @Nullable String why) {
    static JourneyAnswer of(JourneyId journey, Response answer) {
      String why = answer.getEntity() instanceof Problem problem ? problem.detail() : null;
      return new JourneyAnswer(journey, answer.getStatus(), why);
    }
  }
}
