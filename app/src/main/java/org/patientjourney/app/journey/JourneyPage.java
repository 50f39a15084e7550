package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some journeys of a list.
 *
 * @param cursor of a list of changes: what to ask for as {@code changedSince} next time; absent in
 *     a list by ids
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JourneyPage(List<JourneyView> journeys, @Nullable String cursor) {
  public JourneyPage {
    journeys = List.copyOf(journeys);
  }
}
