package org.patientjourney.app.order;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Address;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.Patient;

/**
 * The time zone of a patient: the order's own zone, else that of the home's ZIP code, else the
 * state's, else the clinic's. The zones of states are those of 49 CFR part 71 as the IANA time zone
 * database names them; a state with two zones stands with the zone of most of its people.
 */
final class PatientZones {
  private static final Map<String, ZoneId> BY_STATE = new HashMap<>();

  static {
    states("America/New_York", "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV");
    states("America/Chicago", "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI");
    states("America/Denver", "CO MT NM UT WY");
    states("America/Los_Angeles", "CA NV OR WA");
    states("America/Phoenix", "AZ");
    states("America/Boise", "ID");
    states("America/Indiana/Indianapolis", "IN");
    states("America/Detroit", "MI");
    states("America/Anchorage", "AK");
    states("Pacific/Honolulu", "HI");
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
    ZoneId zone = ZipAreas.zone(home.zip());
    return zone == null ? BY_STATE.get(home.state()) : zone;
  }

  /** USPS codes of the 50 states and D.C.; territories are not served: docs/provider.md, Access. */
  static boolean isState(String code) {
    return BY_STATE.containsKey(code);
  }

  private static void states(String zone, String codes) {
    List.of(codes.split(" ")).forEach(state -> BY_STATE.put(state, ZoneId.of(zone)));
  }
}
