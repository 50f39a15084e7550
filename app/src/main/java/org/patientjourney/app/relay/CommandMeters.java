package org.patientjourney.app.relay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.patientjourney.app.metrics.LabelValue;
import org.patientjourney.workflows.command.JourneyCommand;

/** Counts commands by the name that they are stored under. */
final class CommandMeters {
  private static final Map<Class<?>, String> NAMES =
      Arrays.stream(JourneyCommand.class.getAnnotation(JsonSubTypes.class).value())
          .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

  private final MeterRegistry registry;

  CommandMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void given(JourneyCommand command, CommandOutcome outcome) {
    count(command, LabelValue.of(outcome.getClass()));
  }

  /** The engine could not be reached, or a bug. */
  void failed(JourneyCommand command) {
    count(command, "failed");
  }

  private void count(JourneyCommand command, String outcome) {
    Counter.builder("journey.commands")
        .description("Commands that were given to a run, by a person or by the engine")
        .tag("command", Objects.requireNonNull(NAMES.get(command.getClass())))
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
