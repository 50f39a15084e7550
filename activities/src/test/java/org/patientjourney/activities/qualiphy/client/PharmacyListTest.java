package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PartnerPharmacy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.RetailPharmacy.Location;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.workflows.order.ExamId;

/** Pharmacies and packages. */
class PharmacyListTest {
  private static final List<ExamId> EXAMS = List.of(new ExamId(5204));

  @Test
  void partner_pharmacies_are_read_and_one_of_them_may_be_none() throws IOException {
    assertThat(
            partners(
                """
                [{"pharmacy_id":"31","pharmacy_name":" Juniper Compounding "},{"pharmacy_name":"of none"},
                 {"pharmacy_id":12,"pharmacy_name":"Choose your Pharmacy"},{"pharmacy_id":7}]"""))
        .isEqualTo(
            new Found<>(
                List.of(
                    new PartnerPharmacy(31, "Juniper Compounding"),
                    new PartnerPharmacy(12, "Choose your Pharmacy"),
                    new PartnerPharmacy(7, ""))));
    assertThat(new PartnerPharmacy(12, "Choose your Pharmacy").isPatientChoice()).isTrue();
    assertThat(new PartnerPharmacy(31, "Juniper Compounding").isPatientChoice()).isFalse();
  }

  @Test
  void a_package_has_the_number_that_an_invite_sends_and_not_the_legacy_one() throws IOException {
    assertThat(
            packages(
                """
                [{"exam_pos_id":30118,"order_set_id":884,"title":"Tirzepatide - Dose 1: 2.5mg/week",
                  "pharmacy_id":31,"turnaround_time":"3-5","pharmacy_name":"Juniper Compounding",
                  "integration_partner":8,"qualiphy_total_price":"219.00"},
                 {"exam_pos_id":30119,"title":"cannot be ordered"},
                 {"order_set_id":"885","qualiphy_total_price":"on request"}]"""))
        .isEqualTo(
            new Found<>(
                List.of(
                    new TreatmentPackage(
                        884,
                        "Tirzepatide - Dose 1: 2.5mg/week",
                        31,
                        "Juniper Compounding",
                        "3-5",
                        new BigDecimal("219.00")),
                    new TreatmentPackage(885, "", null, null, null, null))));
  }

  @Test
  void a_pharmacy_is_found_by_either_set_of_names() throws IOException {
    Location location = new Location("342 W 23rd St", null, "New York", "NY", "10011");
    RetailPharmacy expected =
        new RetailPharmacy("3318547", "Elm Street Pharmacy", location, "2025550182", "Retail");
    assertThat(
            search(
                """
                {"pharmacies":[{"ncpdpid":"3318547","name":"Elm Street Pharmacy",
                  "address_line_1":"342 W 23rd St","city":"New York","state":"NY",
                  "zip_code":"10011","phone":"2025550182","type":"Retail"}]}"""))
        .isEqualTo(new Found<>(List.of(expected)));
    assertThat(
            search(
                """
                [{"ncpdpid":3318547,"pharmacy_name":"Elm Street Pharmacy",
                  "pharmacy_address_line_1":"342 W 23rd St","pharmacy_city":"New York",
                  "pharmacy_state":"NY","pharmacy_zip_code":10011,"pharmacy_phone":"2025550182",
                  "pharmacy_type":"Retail"}]"""))
        .isEqualTo(new Found<>(List.of(expected)));
  }

  @ParameterizedTest
  @CsvSource({"12345, 0012345", "'\"0012345\"', 0012345", "'\"00123456\"', ", "'\"AB12345\"', "})
  void an_ncpdp_number_keeps_or_gets_its_zeros(String sent, @Nullable String read)
      throws IOException {
    LookupResult<RetailPharmacy> result =
        search("[{\"ncpdpid\":\"7654321\"},{\"ncpdpid\":" + sent + "}]");
    assertThat(result.toString()).contains("7654321").contains(read == null ? "]" : read);
    assertThat(((Found<RetailPharmacy>) result).entries()).hasSize(read == null ? 1 : 2);
  }

  @Test
  void look_ups_without_exams_pharmacies_or_state_are_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lookup.partnerPharmacies(List.of(), "NV"));
    assertThatIllegalArgumentException().isThrownBy(() -> Lookup.packages(List.of(), EXAMS, "NV"));
    assertThatIllegalArgumentException().isThrownBy(() -> Lookup.partnerPharmacies(EXAMS, "nv"));
  }

  @ParameterizedTest
  @CsvSource({
    "Elm, 89501, , true",
    "Elm, , , true",
    ", 89501, , true",
    ", , 0012345, true",
    ", , , false",
    "' ', , , false",
    "Elm, 895, , false",
    ", 89501-1234, , false",
    ", , 12345, false",
    "Elm, , 0012345, false",
    ", 89501, 0012345, false"
  })
  void a_search_is_by_name_and_zip_or_by_number(
      @Nullable String name, @Nullable String zip, @Nullable String ncpdpId, boolean valid) {
    assertThat(PharmacySearch.isValid(name, zip, ncpdpId)).isEqualTo(valid);
  }

  @Test
  void a_name_to_search_for_is_one_short_line() {
    assertThat(PharmacySearch.isValid("x".repeat(100), null, null)).isTrue();
    assertThat(PharmacySearch.isValid("x".repeat(101), null, null)).isFalse();
    assertThat(PharmacySearch.isValid("El\nm", null, null)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new PharmacySearch(null, null, null));
  }

  private static LookupResult<PartnerPharmacy> partners(String body) throws IOException {
    return new ProviderCall<>(
            client -> client.lookUp(TestInvites.KEY, Lookup.partnerPharmacies(EXAMS, "NV")))
        .answeredBy(200, body);
  }

  private static LookupResult<TreatmentPackage> packages(String body) throws IOException {
    return new ProviderCall<>(
            client -> client.lookUp(TestInvites.KEY, Lookup.packages(List.of(31), EXAMS, "NV")))
        .answeredBy(200, body);
  }

  private static LookupResult<RetailPharmacy> search(String body) throws IOException {
    PharmacySearch elm = new PharmacySearch("Elm", null, null);
    return new ProviderCall<>(client -> client.lookUp(TestInvites.KEY, Lookup.pharmacies(elm)))
        .answeredBy(200, body);
  }
}
