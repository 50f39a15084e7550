package org.patientjourney.sandbox.control;

import java.util.Map;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.HeldAnswers;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.AccountSwitches;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.Shape;
import org.patientjourney.sandbox.state.StateStore;

/** The switches of shapes and accounts, and the release of what is held. */
public record SwitchEndpoint(
    Accounts accounts, StateStore store, HeldAnswers held, EventDelivery delivery) {

  /** POST /sandbox/shape: changes the switches that the body names, answers all. */
  public Answer shape(Request request) {
    Shape changed =
        store
            .change(state -> state.withShape(request.changing(state.shape(), Shape.class)))
            .shape();
    return Answer.json(200, changed);
  }

  /** POST /sandbox/accounts/{id}: changes the switches that the body names, answers all. */
  public Answer account(Request request) {
    String clinic = request.variable();
    if (!accounts.clinics().contains(clinic)) {
      throw new BadRequestException(404, "clinic: expected one of " + accounts.clinics());
    }
    AccountSwitches changed =
        store
            .change(
                state ->
                    state.withAccount(
                        clinic, request.changing(state.switchesOf(clinic), AccountSwitches.class)))
            .switchesOf(clinic);
    return Answer.json(200, changed);
  }

  /** POST /sandbox/release: held answers, and events that wait to be reordered. */
  public Answer release(Request request) {
    return Answer.json(200, Map.of("released", held.release(), "events", delivery.release()));
  }
}
