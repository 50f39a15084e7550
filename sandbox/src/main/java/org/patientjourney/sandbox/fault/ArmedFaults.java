package org.patientjourney.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patientjourney.sandbox.http.ProviderEndpoint;

/** The armed faults, oldest first. */
public record ArmedFaults(@JsonValue List<ArmedFault> armed) {
  public static final ArmedFaults NONE = new ArmedFaults(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ArmedFaults {
    armed = List.copyOf(armed);
  }

  public ArmedFaults with(ArmedFault fault) {
    return new ArmedFaults(Stream.concat(armed.stream(), Stream.of(fault)).toList());
  }

  /** The oldest fault that may strike this clinic's call of the endpoint now. */
  public Optional<ArmedFault> firstOfCall(
      String clinic, ProviderEndpoint endpoint, Predicate<Fault> which) {
    return first(clinic, armed -> armed.endpoint() == endpoint && which.test(armed.fault()));
  }

  /** The oldest fault that may strike a delivery to this clinic now. */
  public Optional<ArmedFault> firstOfDelivery(String clinic, Predicate<DeliveryFault> which) {
    return first(clinic, a -> a.fault() instanceof DeliveryFault fault && which.test(fault));
  }

  /** The oldest fault that may strike whoever reads this clinic's PDFs. */
  public Optional<ArmedFault> firstOfPdf(String clinic) {
    return first(clinic, armed -> armed.fault() instanceof PdfFault);
  }

  private Optional<ArmedFault> first(String clinic, Predicate<ArmedFault> which) {
    return armed.stream().filter(a -> a.concerns(clinic) && which.test(a)).findFirst();
  }

  /** The same faults after this one struck once. */
  public ArmedFaults after(ArmedFault struck) {
    List<ArmedFault> left = new ArrayList<>(armed);
    int at = left.indexOf(struck);
    struck.used().ifPresentOrElse(rest -> left.set(at, rest), () -> left.remove(at));
    return new ArmedFaults(left);
  }
}
