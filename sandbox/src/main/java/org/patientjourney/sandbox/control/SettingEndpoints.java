package org.patientjourney.sandbox.control;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.DueWork;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.endpoints.HeldAnswers;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Answer.BadRequestException;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Fault.ArmedFault;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.Shape;
import org.patientjourney.sandbox.state.StateStore;

/** Faults, shapes, accounts, and the release of what is held. */
public record SettingEndpoints(
    Accounts accounts,
    StateStore store,
    HeldAnswers held,
    EventDelivery delivery,
    DueWork dueWork) {
  private static final int MOST_COPIES = 50;
  private static final int LONGEST_MILLIS = 120_000;
  private static final Set<Fault> SLOW = Set.of(Fault.SLOW, Fault.PDF_SLOW);
  private static final Set<Fault> DUPLICATING = Set.of(Fault.DUPLICATE_EVENT);

  private record FaultOrder(
      @Nullable Fault fault,
      @Nullable Integer times,
      @Nullable String clinic,
      @Nullable ProviderEndpoint endpoint,
      @Nullable Integer millis,
      @Nullable Integer copies) {}

  public List<Route> routes() {
    return List.of(
        new Route("POST", "/sandbox/faults", this::arm),
        new Route("DELETE", "/sandbox/faults", this::clear),
        new Route("POST", "/sandbox/release", this::release),
        new Route("POST", "/sandbox/shape", this::shape),
        new Route("POST", "/sandbox/accounts/{id}", this::account));
  }

  private Answer arm(Request request) {
    ArmedFault fault = checked(request.as(FaultOrder.class));
    return faults(store.change(state -> state.withFault(fault)));
  }

  /** Held events continue. */
  private Answer clear(Request request) {
    return faults(store.change(state -> state.withFaults(List.of())));
  }

  private static Answer faults(SandboxState state) {
    return Answer.json(200, Map.of("faults", state.faults()));
  }

  private ArmedFault checked(FaultOrder order) {
    Fault fault = order.fault();
    if (fault == null) {
      throw new BadRequestException("fault: expected one of " + Fault.wireNames() + ", found none");
    }
    int times = order.times() == null ? 1 : order.times();
    if (times < 1 && times != ArmedFault.ALWAYS) {
      throw new BadRequestException("times: expected 1 or more, or -1, found " + times);
    }
    List<String> clinics = accounts.clinics();
    if (order.clinic() != null && !clinics.contains(order.clinic())) {
      throw new BadRequestException("clinic: expected one of " + clinics + ", found another");
    }
    return new ArmedFault(
        fault,
        // A hold that is used up would not wake its events.
        fault.isHold() ? ArmedFault.ALWAYS : times,
        order.clinic(),
        endpoint(fault, order.endpoint()),
        only(fault, SLOW, "millis", order.millis(), LONGEST_MILLIS),
        only(fault, DUPLICATING, "copies", order.copies(), MOST_COPIES));
  }

  /** The endpoint whose calls it strikes; null for a fault of deliveries or PDFs. */
  private static @Nullable ProviderEndpoint endpoint(
      Fault fault, @Nullable ProviderEndpoint wanted) {
    List<ProviderEndpoint> possible = fault.endpoints();
    if (wanted == null) {
      return possible.isEmpty() ? null : ProviderEndpoint.EXAM_INVITE;
    }
    if (!possible.contains(wanted)) {
      List<String> names = possible.stream().map(ProviderEndpoint::wireName).toList();
      throw new BadRequestException(
          "endpoint: expected one of " + names + " for the fault " + fault.wireName());
    }
    return wanted;
  }

  /** A number that only some faults have; 0 for the others. */
  private static int only(
      Fault fault, Set<Fault> owners, String name, @Nullable Integer value, int largest) {
    if (owners.contains(fault)) {
      return oneTo(largest, name, value);
    }
    if (value != null) {
      List<String> names = owners.stream().map(Fault::wireName).toList();
      throw new BadRequestException(name + ": only for a fault of " + names);
    }
    return 0;
  }

  /** 1 by default, else from 1 to the largest. */
  static int oneTo(int largest, String name, @Nullable Integer value) {
    int number = value == null ? 1 : value;
    if (number < 1 || number > largest) {
      throw new BadRequestException(name + ": expected 1 to " + largest + ", found " + number);
    }
    return number;
  }

  /** Held answers, and events that wait to be reordered. */
  private Answer release(Request request) {
    int events = delivery.release();
    dueWork.lookAgain();
    return Answer.json(200, Map.of("released", held.release(), "events", events));
  }

  /** Changes the switches that the body names, answers all. */
  private Answer shape(Request request) {
    return Answer.json(
        200,
        store
            .change(state -> state.withShape(request.changing(state.shape(), Shape.class)))
            .shape());
  }

  /** Changes the switches that the body names, answers all. */
  private Answer account(Request request) {
    String clinic = request.segment();
    if (!accounts.clinics().contains(clinic)) {
      throw new BadRequestException(404, "clinic: expected one of " + accounts.clinics());
    }
    SandboxState changed =
        store.change(
            state ->
                state.withAccount(
                    clinic, request.changing(state.switchesOf(clinic), Accounts.Switches.class)));
    return Answer.json(200, changed.switchesOf(clinic));
  }
}
