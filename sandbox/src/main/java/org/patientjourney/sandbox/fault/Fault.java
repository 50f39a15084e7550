package org.patientjourney.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.patientjourney.sandbox.http.ProviderEndpoint;

/** Something that can go wrong on command; the kinds differ in the moment at which they strike. */
public sealed interface Fault permits CallFault, StoredFault, DeliveryFault, PdfFault {

  /** The constant's name. */
  String name();

  /** Whether calls of this endpoint can have it. */
  boolean canStrike(ProviderEndpoint endpoint);

  /** The name used at the doors, in the state file and in the README. */
  @JsonValue
  default String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Every fault there is. */
  static List<Fault> all() {
    return Stream.of(
            CallFault.values(), StoredFault.values(), DeliveryFault.values(), PdfFault.values())
        .<Fault>flatMap(Stream::of)
        .toList();
  }

  static Optional<Fault> find(String wireName) {
    return all().stream().filter(fault -> fault.wireName().equals(wireName)).findFirst();
  }

  /** Reads a name out of the state file. */
  @JsonCreator
  static Fault get(String wireName) {
    return find(wireName)
        .orElseThrow(
            () -> new IllegalArgumentException("expected a known fault, found " + wireName));
  }
}
