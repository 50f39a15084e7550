package org.patientjourney.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.order.ClinicId;

class PageRequestTest {
  private static final ClinicId JUNIPER = new ClinicId("juniper");

  @Test
  void a_key_of_all_clinics_gets_the_page_that_was_asked_for() {
    assertThat(page(null).limitedTo(null)).contains(page(null));
    assertThat(page("cedar").limitedTo(null)).contains(page("cedar"));
  }

  @Test
  void a_key_of_one_clinic_gets_that_clinics_page() {
    assertThat(page(null).limitedTo(JUNIPER)).contains(page("juniper"));
    assertThat(page("juniper").limitedTo(JUNIPER)).contains(page("juniper"));
  }

  @Test
  void of_another_clinic_there_is_no_page() {
    assertThat(page("cedar").limitedTo(JUNIPER)).isEmpty();
  }

  private static PageRequest page(@Nullable String clinic) {
    return new PageRequest(
        clinic,
        "WC-1",
        "C-1",
        "777001",
        "HELD",
        "true",
        null,
        null,
        "2026-11-28T00:00:00Z",
        "2026-11-29T00:00:00Z",
        null,
        "juniper:WC-1:5101",
        "20");
  }
}
