package org.patientjourney.app.intake;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreOutcome;

/**
 * An order as a store tells it, whatever its platform. Holds personal data, prints its id.
 *
 * @param changedAt by the store's clock
 * @param number as the store's customer knows the order
 * @param customer the store's number of the customer; 0 of a guest
 * @param isTest paid with a gateway's test mode
 * @param isRenewal made by the store itself for a subscription
 * @param shipping empty where nothing is shipped
 * @param fields that the store or its plugins have added
 */
record StoreOrder(
    long id,
    Instant changedAt,
    Standing standing,
    @Nullable String number,
    long customer,
    boolean isTest,
    boolean isRenewal,
    StoreAddress billing,
    StoreAddress shipping,
    List<Field> fields,
    List<Line> lines) {

  /** Where an order stands, for all that we do with it. */
  enum Standing {
    UNPAID,
    PAID,
    PARTLY_REFUNDED,
    REFUNDED,
    CANCELLED,
    DELETED,
    /** A status of the store's own: neither paid nor cancelled. */
    OTHER;

    boolean isCancelled() {
      return switch (this) {
        case REFUNDED, CANCELLED, DELETED -> true;
        case UNPAID, PAID, PARTLY_REFUNDED, OTHER -> false;
      };
    }

    /** Outcomes of deliveries which have told that an order stands otherwise. */
    Set<StoreOutcome> others() {
      return switch (this) {
        case PAID -> EnumSet.of(StoreOutcome.WAITING_FOR_PAYMENT);
        case UNPAID -> EnumSet.of(StoreOutcome.ACCEPTED);
        case PARTLY_REFUNDED -> EnumSet.of(StoreOutcome.WAITING_FOR_PAYMENT, StoreOutcome.ACCEPTED);
        case OTHER -> EnumSet.noneOf(StoreOutcome.class);
        case REFUNDED, CANCELLED, DELETED ->
            EnumSet.complementOf(
                EnumSet.of(
                    StoreOutcome.CANCELLING,
                    StoreOutcome.CANCELLED,
                    StoreOutcome.TOO_LATE,
                    StoreOutcome.ERASED));
      };
    }
  }

  /** Of an order that was deleted only its id is told. */
  static StoreOrder deleted(long id, Instant at) {
    StoreAddress none = StoreAddress.NONE;
    return new StoreOrder(
        id, at, Standing.DELETED, null, 0, false, false, none, none, List.of(), List.of());
  }

  /** It came after this: the store's clock, by which that was changed, may be ahead of ours. */
  StoreOrder deletedAfter(Instant known) {
    return known.isAfter(changedAt) ? deleted(id, known) : this;
  }

  /** The values of a field, of the order itself first; each once. */
  List<String> valuesOf(String name) {
    return Stream.concat(fields.stream(), lines.stream().flatMap(line -> line.fields().stream()))
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .distinct()
        .toList();
  }

  /** The address where the patient is: where parcels go, else where bills go. */
  StoreAddress place() {
    return shipping.state() == null ? billing : shipping;
  }

  @Override
  public String toString() {
    return "StoreOrder[" + id + "]";
  }

  /** Not empty; may be health data. */
  record Field(String name, String value) {
    @Override
    public String toString() {
      return "Field[not shown]";
    }
  }

  /**
   * One product of an order.
   *
   * @param position in the store's list, from 0
   * @param products its numbers, the most specific one first
   */
  record Line(int position, List<Long> products, @Nullable String sku, List<Field> fields) {
    @Override
    public String toString() {
      return "Line[" + position + "]";
    }
  }

  /** Whatever of an address and a contact is known. */
  record StoreAddress(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String line1,
      @Nullable String line2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zip,
      @Nullable String country) {
    static final StoreAddress NONE =
        new StoreAddress(null, null, null, null, null, null, null, null, null, null);

    @Override
    public String toString() {
      return "StoreAddress[not shown]";
    }
  }
}
