package org.patientjourney.app.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientId;

class PatientZonesTest {
  private static final ZoneId CLINIC = ZoneId.of("America/Denver");

  /**
   * Towns on the other side of their state's border of zones; the Navajo Nation keeps summer time.
   */
  @ParameterizedTest
  @CsvSource({
    "TX, 78701, America/Chicago",
    "TX, 79901, America/Denver",
    "FL, 33101, America/New_York",
    "FL, 32501, America/Chicago",
    "ID, 83814, America/Los_Angeles",
    "TN, 37201, America/Chicago",
    "TN, 37901, America/New_York",
    "AZ, 85001-1234, America/Phoenix",
    "AZ, 86515, America/Denver",
    "AZ, 86033, America/Denver",
    "AZ, 86003, America/Phoenix",
    "KY, 42101, America/Chicago",
    "KY, 42501, America/New_York",
    "TN, 37405, America/New_York",
    "MI, 49801, America/Menominee",
    "SD, 57701, America/Denver",
    "ND, 58601, America/Denver",
    "ND, 58501, America/Chicago",
    "NV, 89883, America/Denver",
    "PR, 00901, America/Puerto_Rico",
    "GU, 96910, Pacific/Guam",
    "AS, 96799, Pacific/Pago_Pago",
    "VI, 00802, America/St_Thomas",
  })
  void the_homes_zip_code_or_state_names_the_zone(String state, String zip, String zone) {
    assertThat(zone(state, null, new Address("1 Test Way", null, "Town", state, zip)))
        .isEqualTo(ZoneId.of(zone));
  }

  @Test
  void the_orders_own_zone_goes_first_and_the_clinics_last() {
    Address texas = new Address("1 Test Way", null, "Austin", "TX", "78701");
    ZoneId own = ZoneId.of("Pacific/Honolulu");
    assertThat(zone("TX", own, texas)).isEqualTo(own);
    assertThat(zone("OR", null, null)).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(zone("TE", null, null)).isEqualTo(CLINIC);
  }

  private static ZoneId zone(String state, @Nullable ZoneId own, @Nullable Address home) {
    Patient patient =
        new Patient(
            new PatientId("C-1"),
            "Test",
            "Approve",
            "rivka@example.org",
            "+12025550147",
            LocalDate.of(1990, 4, 1),
            null,
            state,
            own,
            home);
    OrderedExam exam = new OrderedExam(new ExamId(5204), List.of(), null);
    return PatientZones.of(
        new Order(
            new OrderId("WC-1"),
            new ClinicId("cedar"),
            null,
            patient,
            null,
            List.of(exam),
            null,
            null),
        CLINIC);
  }
}
