package org.patientjourney.app.order;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.patient.Address;
import org.patientjourney.workflows.patient.Patient;

/**
 * Whose calendar counts a patient's days: the order's own zone, else that of the home's ZIP code or
 * state, else the clinic's. The zones of states are those of 49 CFR part 71 as the IANA time zone
 * database names them; a state with two zones stands with the zone of most of its people, and the
 * ZIP areas (first three digits) of the rest stand beside it.
 */
final class PatientZones {
  private static final ZoneId EASTERN = ZoneId.of("America/New_York");
  private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");
  private static final ZoneId MOUNTAIN = ZoneId.of("America/Denver");
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private static final Map<String, ZoneId> BY_STATE = new HashMap<>();
  private static final Map<String, ZoneId> BY_ZIP_AREA = new HashMap<>();

  static {
    states(EASTERN, "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV");
    states(CENTRAL, "AR IA IL KS LA MN MO ND NE OK SD TN TX WI");
    states(MOUNTAIN, "CO MT NM UT WY");
    states(PACIFIC, "CA NV OR WA");
    states(ZoneId.of("America/Phoenix"), "AZ");
    states(ZoneId.of("America/Boise"), "ID");
    states(ZoneId.of("America/Indiana/Indianapolis"), "IN");
    states(ZoneId.of("America/Detroit"), "MI");
    states(ZoneId.of("America/Anchorage"), "AK");
    states(ZoneId.of("Pacific/Honolulu"), "HI");
    areas(CENTRAL, "324 325", "420 421 422 423 424", "463 464 476 477");
    areas(EASTERN, "373 374 376 377 378 379");
    areas(MOUNTAIN, "577 586 693 798 799 885 979");
    areas(PACIFIC, "835 838");
  }

  private PatientZones() {}

  static ZoneId of(Order order, ZoneId clinic) {
    Patient patient = order.patient();
    if (patient.timeZone() != null) {
      return patient.timeZone();
    }
    ZoneId home = ofHome(patient.homeAddress());
    return home == null ? BY_STATE.getOrDefault(patient.state(), clinic) : home;
  }

  private static @Nullable ZoneId ofHome(@Nullable Address home) {
    if (home == null) {
      return null;
    }
    ZoneId area = BY_ZIP_AREA.get(home.zip().substring(0, 3));
    return area == null ? BY_STATE.get(home.state()) : area;
  }

  private static void states(ZoneId zone, String codes) {
    List.of(codes.split(" ")).forEach(state -> BY_STATE.put(state, zone));
  }

  private static void areas(ZoneId zone, String... lists) {
    for (String list : lists) {
      List.of(list.split(" ")).forEach(area -> BY_ZIP_AREA.put(area, zone));
    }
  }
}
