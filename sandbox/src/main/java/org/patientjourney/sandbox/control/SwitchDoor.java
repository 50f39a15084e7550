package org.patientjourney.sandbox.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.invite.HeldAnswers;
import org.patientjourney.sandbox.state.ErrorBody;
import org.patientjourney.sandbox.state.StateStore;

/** Small switches: the shape of errors, and the release of held answers. */
public final class SwitchDoor {
  private final StateStore store;
  private final HeldAnswers held;

  private record Shape(@Nullable String errorBody) {}

  public SwitchDoor(StateStore store, HeldAnswers held) {
    this.store = store;
    this.held = held;
  }

  /** POST /sandbox/shape. */
  public Answer shape(Request request) {
    String wanted = String.valueOf(request.as(Shape.class).errorBody());
    ErrorBody shape =
        Arrays.stream(ErrorBody.values())
            .filter(known -> known.wireName().equals(wanted))
            .findFirst()
            .orElseThrow(() -> unknown(wanted));
    store.change(state -> state.withErrorBody(shape));
    return Answer.json(200, Map.of("error_body", shape));
  }

  /** POST /sandbox/release. */
  public Answer release(Request request) {
    return Answer.json(200, Map.of("released", held.release()));
  }

  private static BadRequestException unknown(String wanted) {
    List<String> known = Arrays.stream(ErrorBody.values()).map(ErrorBody::wireName).toList();
    return new BadRequestException("error_body: expected one of " + known + ", found " + wanted);
  }
}
