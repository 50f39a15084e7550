package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * A store whose orders become journeys of its clinic.
 *
 * @param secrets of its webhooks: a delivery is signed with one of them
 * @param dateOfBirth name of the field of an order or line that holds the patient's date of birth
 * @param dateFormat of that field; {@code yyyy-MM-dd} when it is left out
 * @param api where the store is asked for orders that no webhook has told; never when left out
 */
public record StoreConfiguration(
    @NotNull StorePlatform platform,
    @NotEmpty List<@NotNull @Size(min = 16) String> secrets,
    @NotEmpty List<@NotNull @Valid ProductConfiguration> products,
    @NotEmpty String dateOfBirth,
    @Nullable String dateFormat,
    @Nullable @Valid StoreApi api) {
  private static final String ISO = "yyyy-MM-dd";

  /** A day that the calendar does not have is refused, not moved. */
  public DateTimeFormatter dateFormatter() {
    String pattern = (dateFormat == null ? ISO : dateFormat).replace('y', 'u');
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @JsonIgnore
  @ValidationMethod(message = "dateFormat is a pattern such as yyyy-MM-dd or MM/dd/yyyy")
  public boolean isDateFormatUsable() {
    return dateFormat == null
        || (dateFormat.matches("(yyyy|MM?|dd?)([ /.-](yyyy|MM?|dd?)){2}")
            && Stream.of("y", "M", "d").allMatch(dateFormat::contains));
  }

  @JsonIgnore
  @ValidationMethod(message = "api.key is WooCommerce's consumer key, and left out for Shopify")
  public boolean isApiKeyUsable() {
    return api == null
        || platform == null
        || (platform == StorePlatform.WOOCOMMERCE) == (api.key() != null);
  }

  @JsonIgnore
  @ValidationMethod(message = "each productId and each sku stands once in products")
  public boolean isEachProductOnce() {
    if (products == null) {
      return true;
    }
    List<Object> names =
        products.stream()
            .filter(Objects::nonNull)
            .<Object>flatMap(product -> Stream.of(product.productId(), product.sku()))
            .filter(Objects::nonNull)
            .toList();
    return names.stream().distinct().count() == names.size();
  }

  @Override
  public String toString() {
    return "StoreConfiguration[" + platform + "]";
  }

  /**
   * A store's API.
   *
   * @param url of the store; WooCommerce's has the path where WordPress is, if it has one
   * @param key WooCommerce's consumer key
   * @param secret WooCommerce's consumer secret, or Shopify's Admin API access token
   */
  public record StoreApi(@NotNull URI url, @Nullable String key, @NotEmpty String secret) {
    @JsonIgnore
    @ValidationMethod(message = "url must be http or https, without user, query and fragment")
    public boolean isUrlUsable() {
      return url == null
          || (ProviderConfiguration.isHttp(url)
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null);
    }

    @Override
    public String toString() {
      return "StoreApi[not shown]";
    }
  }

  /**
   * What a product of the store is.
   *
   * @param productId the store's number of the product, its variation or its variant
   * @param ignored of what is no treatment
   * @param answers the exam's question, by the name of the field that holds its answer
   */
  public record ProductConfiguration(
      @Nullable Long productId,
      @Nullable String sku,
      @Nullable ExamId examId,
      @Nullable Boolean ignored,
      @Nullable @Valid StorePharmacy pharmacy,
      @Nullable Map<@NotEmpty String, @NotNull Integer> answers) {
    public boolean isTreatment() {
      return examId != null;
    }

    @JsonIgnore
    @ValidationMethod(message = "a product has either a productId or a sku")
    public boolean isNamed() {
      return (productId == null) != (sku == null || sku.isBlank());
    }

    @JsonIgnore
    @ValidationMethod(message = "a product has either an examId or ignored: true")
    public boolean isMapped() {
      return (examId == null) == Boolean.TRUE.equals(ignored);
    }
  }

  /**
   * Who fills the prescriptions of a product, as in an order.
   *
   * @param route not OWN: an order of a store names no pharmacy of the clinic's
   */
  public record StorePharmacy(
      @NotNull Route route, @Nullable Integer pharmacyId, @Nullable Integer orderSetId) {
    @JsonIgnore
    @ValidationMethod(
        message =
            "a store's pharmacy is PARTNER with pharmacyId and orderSetId, PATIENT_CHOICE or"
                + " PROVIDER_CHOICE")
    public boolean isUsable() {
      return route != Route.OWN
          && (route == Route.PARTNER) == (pharmacyId != null)
          && (route == Route.PARTNER) == (orderSetId != null);
    }
  }
}
