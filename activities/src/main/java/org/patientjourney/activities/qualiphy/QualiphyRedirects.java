package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.Redirects;

/** Where the browser goes after the meeting; may carry a shop's session, so it is not printed. */
record QualiphyRedirects(
    @JsonProperty("redirect_approve") @Nullable String approve,
    @JsonProperty("redirect_reject") @Nullable String reject,
    @JsonProperty("redirect_na") @Nullable String notApplicable,
    @JsonProperty("redirect_missed") @Nullable String missed) {

  static @Nullable QualiphyRedirects of(@Nullable Redirects redirects) {
    return redirects == null
        ? null
        : new QualiphyRedirects(
            redirects.approved(),
            redirects.rejected(),
            redirects.notApplicable(),
            redirects.missed());
  }

  @Override
  public String toString() {
    return "QualiphyRedirects[not shown]";
  }
}
