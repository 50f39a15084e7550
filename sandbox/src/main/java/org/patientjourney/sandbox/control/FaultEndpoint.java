package org.patientjourney.sandbox.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.ArmedFault;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.ProviderEndpoint;
import org.patientjourney.sandbox.state.StateStore;

/** /sandbox/faults: arms faults and clears them. */
public record FaultEndpoint(Accounts accounts, StateStore store, EventDelivery delivery) {
  private static final int MOST_COPIES = 50;
  private static final int LONGEST_MILLIS = 120_000;
  private static final Set<Fault> SLOW = Set.of(Fault.SLOW, Fault.PDF_SLOW);
  private static final Set<Fault> DUPLICATING = Set.of(Fault.DUPLICATE_EVENT);

  private record Order(
      @Nullable String fault,
      @Nullable Integer times,
      @Nullable String clinic,
      @Nullable String endpoint,
      @Nullable Integer millis,
      @Nullable Integer copies) {}

  public Answer arm(Request request) {
    ArmedFault fault = checked(request.as(Order.class));
    return armed(store.change(state -> state.withFault(fault)).faults());
  }

  /** Held events continue. */
  public Answer clear(Request request) {
    List<ArmedFault> left = store.change(state -> state.withoutFaults()).faults();
    delivery.resume();
    return armed(left);
  }

  private static Answer armed(List<ArmedFault> faults) {
    return Answer.json(200, Map.of("faults", faults));
  }

  private ArmedFault checked(Order order) {
    Fault fault = Fault.find(String.valueOf(order.fault())).orElseThrow(() -> unknown(order));
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
  private static @Nullable ProviderEndpoint endpoint(Fault fault, @Nullable String wanted) {
    List<ProviderEndpoint> possible = fault.endpoints();
    if (wanted == null) {
      return possible.isEmpty() ? null : ProviderEndpoint.EXAM_INVITE;
    }
    return ProviderEndpoint.find(wanted)
        .filter(possible::contains)
        .orElseThrow(
            () ->
                new BadRequestException(
                    "endpoint: expected one of "
                        + possible.stream().map(ProviderEndpoint::wireName).toList()
                        + " for the fault "
                        + fault.wireName()));
  }

  /** A number that only some faults have; 0 for the others. */
  private static int only(
      Fault fault, Set<Fault> owners, String name, @Nullable Integer value, int largest) {
    if (owners.contains(fault)) {
      return Numbers.in(name, value, largest);
    }
    if (value != null) {
      List<String> names = owners.stream().map(Fault::wireName).toList();
      throw new BadRequestException(name + ": only for a fault of " + names);
    }
    return 0;
  }

  private static BadRequestException unknown(Order order) {
    List<String> known = Arrays.stream(Fault.values()).map(Fault::wireName).toList();
    return new BadRequestException("fault: expected one of " + known + ", found " + order.fault());
  }
}
