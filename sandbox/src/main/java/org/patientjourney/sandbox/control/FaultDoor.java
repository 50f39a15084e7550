package org.patientjourney.sandbox.control;

import static org.patientjourney.sandbox.fault.ArmedFault.ALWAYS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.fault.ArmedFault;
import org.patientjourney.sandbox.fault.ArmedFaults;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.fault.DeliveryFault;
import org.patientjourney.sandbox.fault.Fault;
import org.patientjourney.sandbox.fault.PdfFault;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.BadRequestException;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.StateStore;

/** /sandbox/faults: arms faults and clears them. */
public final class FaultDoor {
  // More would test this machine rather than the webhook.
  private static final int MOST_COPIES = 50;
  private static final int LONGEST_MILLIS = 120_000;
  private static final List<Fault> SLOW = List.of(CallFault.SLOW, PdfFault.PDF_SLOW);
  private static final List<Fault> DUPLICATING = List.of(DeliveryFault.DUPLICATE_EVENT);

  private final Accounts accounts;
  private final StateStore store;
  private final EventDelivery delivery;

  private record Order(
      @Nullable String fault,
      @Nullable Integer times,
      @Nullable String clinic,
      @Nullable String endpoint,
      @Nullable Integer millis,
      @Nullable Integer copies) {}

  public FaultDoor(Accounts accounts, StateStore store, EventDelivery delivery) {
    this.accounts = accounts;
    this.store = store;
    this.delivery = delivery;
  }

  /** POST: arms one more fault. */
  public Answer arm(Request request) {
    ArmedFault fault = checked(request.as(Order.class));
    return armed(store.change(state -> state.withFaults(state.faults().with(fault))).faults());
  }

  /** DELETE: clears all faults; held events go on. */
  public Answer clear(Request request) {
    ArmedFaults left = store.change(state -> state.withFaults(ArmedFaults.NONE)).faults();
    delivery.resume();
    return armed(left);
  }

  private static Answer armed(ArmedFaults faults) {
    return Answer.json(200, Map.of("faults", faults));
  }

  private ArmedFault checked(Order order) {
    Fault fault = Fault.find(String.valueOf(order.fault())).orElseThrow(() -> unknown(order));
    int times = order.times() == null ? 1 : order.times();
    if (times < 1 && times != ALWAYS) {
      throw new BadRequestException("times: expected 1 or more, or -1, found " + times);
    }
    List<String> clinics = accounts.clinics();
    if (order.clinic() != null && !clinics.contains(order.clinic())) {
      throw new BadRequestException("clinic: expected one of " + clinics + ", found another");
    }
    ProviderEndpoint endpoint = endpoint(fault, order.endpoint());
    int millis = only(fault, SLOW, "millis", order.millis(), LONGEST_MILLIS);
    int copies = only(fault, DUPLICATING, "copies", order.copies(), MOST_COPIES);
    // A hold that ended by itself would leave nobody to wake the events.
    int counted = fault instanceof DeliveryFault of && of.holds() ? ALWAYS : times;
    return new ArmedFault(fault, counted, order.clinic(), endpoint, millis, copies);
  }

  /** The endpoint whose calls it strikes; null for a fault of deliveries or PDFs. */
  private static @Nullable ProviderEndpoint endpoint(Fault fault, @Nullable String wanted) {
    if (wanted == null) {
      return fault.canStrike(ProviderEndpoint.EXAM_INVITE) ? ProviderEndpoint.EXAM_INVITE : null;
    }
    return ProviderEndpoint.find(wanted).filter(fault::canStrike).orElseThrow(() -> wrong(fault));
  }

  private static BadRequestException wrong(Fault fault) {
    List<String> possible =
        Arrays.stream(ProviderEndpoint.values())
            .filter(fault::canStrike)
            .map(ProviderEndpoint::wireName)
            .toList();
    return new BadRequestException(
        "endpoint: expected one of " + possible + " for the fault " + fault.wireName());
  }

  /** The number that belongs to some faults only: 1 by default there, 0 elsewhere. */
  private static int only(
      Fault fault, List<Fault> owners, String name, @Nullable Integer value, int most) {
    if (!owners.contains(fault)) {
      if (value != null) {
        List<String> names = owners.stream().map(Fault::wireName).toList();
        throw new BadRequestException(name + ": only for a fault of " + names);
      }
      return 0;
    }
    int number = value == null ? 1 : value;
    if (number < 1 || number > most) {
      throw new BadRequestException(name + ": expected 1 to " + most + ", found " + number);
    }
    return number;
  }

  private static BadRequestException unknown(Order order) {
    List<String> known = Fault.all().stream().map(Fault::wireName).toList();
    return new BadRequestException("fault: expected one of " + known + ", found " + order.fault());
  }
}
