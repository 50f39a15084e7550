package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event reports; the state file distinguishes the kinds by their members. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(EventContent.Decided.class),
  @JsonSubTypes.Type(EventContent.Prescribed.class),
  @JsonSubTypes.Type(EventContent.Shipped.class)
})
public sealed interface EventContent {
  /** The provider's number of this kind of event. */
  int number();

  /** Event 1. */
  record Decided(ExamStatus status, @Nullable String reason) implements EventContent {
    @Override
    public int number() {
      return 1;
    }
  }

  /** Event 2. */
  record Prescribed(List<Item> prescriptions, Instant createdAt) implements EventContent {
    public Prescribed {
      prescriptions = List.copyOf(prescriptions);
    }

    /** One medicine; the schedule code is empty unless it is controlled. */
    public record Item(long prescriptionId, String scheduleCode) {}

    @Override
    public int number() {
      return 2;
    }
  }

  /** Event 3. */
  record Shipped(List<Parcel> parcels, Instant createdAt) implements EventContent {
    public Shipped {
      parcels = List.copyOf(parcels);
    }

    /** The prescription's id is text, as any can be sent by hand. */
    public record Parcel(String prescriptionId, String trackingNumber) {}

    @Override
    public int number() {
      return 3;
    }
  }
}
