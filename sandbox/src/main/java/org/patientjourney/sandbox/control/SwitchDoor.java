package org.patientjourney.sandbox.control;

import java.util.Map;
import org.patientjourney.sandbox.account.AccountSwitches;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.shape.Shape;
import org.patientjourney.sandbox.state.StateStore;

/** What stays as it is switched: shapes and accounts; and the release of held answers. */
public final class SwitchDoor {
  private final Accounts accounts;
  private final StateStore store;
  private final HeldAnswers held;
  private final EventDelivery delivery;

  public SwitchDoor(Accounts accounts, StateStore store, HeldAnswers held, EventDelivery delivery) {
    this.accounts = accounts;
    this.store = store;
    this.held = held;
    this.delivery = delivery;
  }

  /** POST /sandbox/shape: changes what the body names, answers all. */
  public Answer shape(Request request) {
    return Answer.json(
        200,
        store
            .change(state -> state.withShape(request.changing(state.shape(), Shape.class)))
            .shape());
  }

  /** POST /sandbox/accounts/{id}: changes what the body names, answers all of that clinic. */
  public Answer account(Request request) {
    String clinic = request.variable();
    if (!accounts.clinics().contains(clinic)) {
      throw new BadRequestException(404, "clinic: expected one of " + accounts.clinics());
    }
    return Answer.json(
        200,
        store
            .change(
                state ->
                    state.withAccount(
                        clinic,
                        request.changing(state.accounts().of(clinic), AccountSwitches.class)))
            .accounts()
            .of(clinic));
  }

  /** POST /sandbox/release: held answers, and events that wait for others to go backwards. */
  public Answer release(Request request) {
    return Answer.json(200, Map.of("released", held.release(), "events", delivery.release()));
  }
}
