package org.patientjourney.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.util.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.local.engine.EngineOptions;

class LocalOptionsTest {
  @Test
  void up_runs_on_the_embedded_engine_in_real_days_by_default() {
    LocalOptions options = parse("up");
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.EMBEDDED);
    assertThat(options.engine().rebuild()).isFalse();
    assertThat(options.day()).isEmpty();
    assertThat(options.port()).isEqualTo(8080);
  }

  @Test
  void up_takes_the_dev_engine_its_binary_and_a_shorter_day() {
    LocalOptions options =
        parse("up --engine dev --temporal-cli /opt/temporal --rebuild --day 250ms");
    assertThat(options.engine())
        .isEqualTo(new EngineOptions(EngineOptions.Kind.DEV, "/opt/temporal", true));
    assertThat(options.day()).contains(Duration.milliseconds(250));
  }

  @Test
  void the_demo_stays_on_the_embedded_engine() {
    assertThat(parse("demo").engine()).isEqualTo(EngineOptions.EMBEDDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "server",
        "up --engine cluster",
        "up --engine",
        "up --day soon",
        "up --day 0s",
        "up --sabotage lose-event",
        "up --slowly",
        "demo --engine dev",
        "demo --rebuild",
        "demo --day 1s"
      })
  void unknown_arguments_are_refused(String words) {
    assertThatThrownBy(() -> parse(words)).isInstanceOf(IllegalArgumentException.class);
  }

  private static LocalOptions parse(String words) {
    return LocalOptions.parse(List.of(words.split(" ")));
  }
}
