package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.PharmacyRoute;

/** Who fills the prescription. The codes follow no common direction, so each has its enum. */
record QualiphyPharmacy(
    @JsonProperty("custom_pharmacy") @Nullable Kind kind,
    @JsonProperty("pharmacy_id") @Nullable Integer pharmacyId,
    @JsonProperty("order_set_id") @Nullable Integer orderSetId,
    @JsonProperty("provider_pos_selection") @Nullable ProviderChooses providerChooses,
    @JsonProperty("ncpdpid") @Nullable String ncpdpId,
    @JsonProperty("pharmacy_name") @Nullable String name,
    @JsonUnwrapped(prefix = "pharmacy_") @Nullable QualiphyAddress address,
    @JsonProperty("custom_pharmacy_patient_choice") @Nullable ChosenBy chosenBy) {

  /** Contract 4.2: 1 is any pharmacy of the country, 2 is a partner. */
  private enum Kind {
    CUSTOM(1),
    PARTNER(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    @JsonValue
    int code() {
      return code;
    }
  }

  /** Contract 4.2: what the order leaves to the clinician. */
  private enum ProviderChooses {
    NOTHING(1),
    ORDER_SET(2),
    PHARMACY_AND_ORDER_SET(3);

    private final int code;

    ProviderChooses(int code) {
      this.code = code;
    }

    @JsonValue
    int code() {
      return code;
    }

    static ProviderChooses whatIsMissing(PharmacyRoute route) {
      if (route.pharmacyId() == null) {
        return PHARMACY_AND_ORDER_SET;
      }
      return route.orderSetId() == null ? ORDER_SET : NOTHING;
    }
  }

  /** Contract 4.2: who chooses a custom pharmacy. */
  private enum ChosenBy {
    ORDER(1),
    PATIENT(2);

    private final int code;

    ChosenBy(int code) {
      this.code = code;
    }

    @JsonValue
    int code() {
      return code;
    }
  }

  static QualiphyPharmacy of(PharmacyRoute route) {
    return switch (route.route()) {
      case PARTNER -> partner(route);
      case OWN -> own(route);
      case PATIENT_CHOICE ->
          new QualiphyPharmacy(Kind.CUSTOM, null, null, null, null, null, null, ChosenBy.PATIENT);
      case PROVIDER_CHOICE ->
          new QualiphyPharmacy(
              null, null, null, ProviderChooses.PHARMACY_AND_ORDER_SET, null, null, null, null);
    };
  }

  private static QualiphyPharmacy partner(PharmacyRoute route) {
    return new QualiphyPharmacy(
        Kind.PARTNER,
        route.pharmacyId(),
        route.orderSetId(),
        ProviderChooses.whatIsMissing(route),
        null,
        null,
        null,
        null);
  }

  private static QualiphyPharmacy own(PharmacyRoute route) {
    return new QualiphyPharmacy(
        Kind.CUSTOM,
        null,
        null,
        null,
        route.ncpdpId(),
        route.name(),
        QualiphyAddress.of(route.address()),
        ChosenBy.ORDER);
  }

  @Override
  public String toString() {
    return "QualiphyPharmacy[not shown]";
  }
}
