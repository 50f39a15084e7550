package org.patientjourney.sandbox.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts that the sandbox was started with; they are not part of its state file. */
public record Accounts(List<Account> accounts) {
  // [SIM] The contract's sample clinic; further clinics count on from it.
  private static final int FIRST_CLINIC_ID = 7310;

  public Accounts {
    accounts = List.copyOf(accounts);
  }

  /** Numbers the clinics in the order given; two keys of one clinic share its number. */
  public static Accounts of(Map<String, String> clinicByKey) {
    List<String> clinics = clinicByKey.values().stream().distinct().toList();
    List<Account> accounts = new ArrayList<>();
    clinicByKey.forEach(
        (key, clinic) ->
            accounts.add(new Account(key, clinic, FIRST_CLINIC_ID + clinics.indexOf(clinic))));
    return new Accounts(accounts);
  }

  /** The account that the body's {@code api_key} belongs to; headers do not count [seed]. */
  public Optional<Account> calling(ObjectNode body) {
    String key = body.path("api_key").asText("");
    return accounts.stream().filter(account -> account.apiKey().equals(key)).findFirst();
  }

  /** The names of all clinics. */
  public List<String> clinics() {
    return accounts.stream().map(Account::clinic).distinct().toList();
  }

  @Override
  public String toString() {
    return "Accounts" + clinics();
  }
}
