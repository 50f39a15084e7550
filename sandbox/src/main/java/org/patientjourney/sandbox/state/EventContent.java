package org.patientjourney.sandbox.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an event tells; the state file tells the kinds apart by their members. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(EventContent.Decided.class),
  @JsonSubTypes.Type(EventContent.Prescribed.class),
  @JsonSubTypes.Type(EventContent.Shipped.class)
})
public sealed interface EventContent {

  /** Event 1: the consultation is complete. */
  record Decided(ExamStatus status, @Nullable String reason) implements EventContent {
    @Override
    public <T> T map(
        Function<Decided, T> one, Function<Prescribed, T> two, Function<Shipped, T> three) {
      return one.apply(this);
    }
  }

  /** Event 2: the prescription is confirmed. */
  record Prescribed(List<PrescribedItem> prescriptions, Instant createdAt) implements EventContent {
    public Prescribed {
      prescriptions = List.copyOf(prescriptions);
    }

    @Override
    public <T> T map(
        Function<Decided, T> one, Function<Prescribed, T> two, Function<Shipped, T> three) {
      return two.apply(this);
    }
  }

  /** Event 3: the pharmacy ships. */
  record Shipped(List<Parcel> parcels, Instant createdAt) implements EventContent {
    public Shipped {
      parcels = List.copyOf(parcels);
    }

    @Override
    public <T> T map(
        Function<Decided, T> one, Function<Prescribed, T> two, Function<Shipped, T> three) {
      return three.apply(this);
    }
  }

  /** The result of the function for this kind of event. */
  <T> T map(Function<Decided, T> one, Function<Prescribed, T> two, Function<Shipped, T> three);

  /** The provider's number for this kind of event. */
  default int number() {
    return map(decided -> 1, prescribed -> 2, shipped -> 3);
  }
}
