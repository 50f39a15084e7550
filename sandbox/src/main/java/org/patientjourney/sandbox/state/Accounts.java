package org.patientjourney.sandbox.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts that the sandbox was started with. Their keys are not stored. */
public record Accounts(List<Account> accounts) {
  // Further clinics count on from this one.
  private static final int FIRST_CLINIC_ID = 7310;

  public Accounts {
    accounts = List.copyOf(accounts);
  }

  /** A clinic's access to the provider. Prints without its key. */
  public record Account(String apiKey, String clinic, int clinicId) {
    @Override
    public String toString() {
      return "Account[" + clinic + "]";
    }
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

  public Optional<Account> find(String apiKey) {
    return accounts.stream().filter(account -> account.apiKey().equals(apiKey)).findFirst();
  }

  public List<String> clinics() {
    return accounts.stream().map(Account::clinic).distinct().toList();
  }

  @Override
  public String toString() {
    return "Accounts" + clinics();
  }
}
