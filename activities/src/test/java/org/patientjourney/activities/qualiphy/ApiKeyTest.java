package org.patientjourney.activities.qualiphy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.order.ClinicId;

class ApiKeyTest {
  @Test
  void does_not_print_its_value() {
    assertThat(new ApiKey(new ClinicId("juniper"), "f00dfeedf00dfeed"))
        .hasToString("ApiKey[masked]");
  }

  @Test
  void blank_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiKey(new ClinicId("juniper"), "  "));
  }
}
