package org.patientjourney.sandbox.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The switches of the clinics that somebody touched; all others have everything in order. */
public record SwitchedAccounts(@JsonValue Map<String, AccountSwitches> byClinic) {
  public static final SwitchedAccounts NONE = new SwitchedAccounts(Map.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SwitchedAccounts {
    byClinic = Collections.unmodifiableMap(new TreeMap<>(byClinic));
  }

  public AccountSwitches of(String clinic) {
    return byClinic.getOrDefault(clinic, AccountSwitches.IN_ORDER);
  }

  public SwitchedAccounts with(String clinic, AccountSwitches switches) {
    Map<String, AccountSwitches> all = new TreeMap<>(byClinic);
    all.put(clinic, switches);
    return new SwitchedAccounts(all);
  }
}
