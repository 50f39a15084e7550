package org.patientjourney.sandbox.catalogue;

import java.util.Set;

/** Where patients can be examined: docs/provider.md, Access. */
public final class ServedStates {
  /** Requests a test instead of an examination. */
  public static final String TEST = "TE";

  private static final Set<String> CODES =
      Set.of(
          ("AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MT NC ND NE NH"
                  + " NJ NM NV NY OH OK OR PA RI SC SD TE TN TX UT VA VT WA WI WV WY")
              .split(" ", -1));

  private ServedStates() {}

  public static boolean contain(String state) {
    return CODES.contains(state);
  }
}
