package org.patientjourney.app.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.lookup.ProviderLookups;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PharmacySearch;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.TreatmentPackage;
import org.patientjourney.app.access.Role;

/** Pharmacies and packages that an order can name; the provider says which. */
@Path("/clinics/{clinic}")
@Produces(MediaType.APPLICATION_JSON)
public final class PharmacyLookupResource {
  private static final String STATE = "Where the patient is: two upper-case letters.";

  private final ProviderLookups lookups;

  public PharmacyLookupResource(ProviderLookups lookups) {
    this.lookups = lookups;
  }

  /** Pharmacies of the route {@code partner}. */
  public record PartnerPage(List<PartnerView> pharmacies) {}

  /**
   * One of them.
   *
   * @param patientChoice stands for any pharmacy of the patient's: order by that route instead
   */
  public record PartnerView(int pharmacyId, String name, boolean patientChoice) {
    static PartnerView of(PartnerPharmacy pharmacy) {
      return new PartnerView(pharmacy.pharmacyId(), pharmacy.name(), pharmacy.isPatientChoice());
    }
  }

  /** Drugs, doses and prices. */
  public record PackagePage(List<TreatmentPackage> packages) {}

  /** Pharmacies of the route {@code own}. */
  public record RetailPage(List<RetailPharmacy> pharmacies) {}

  @GET
  @Path("/pharmacies")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Partner pharmacies that fill prescriptions of exams in a state")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PartnerPage.class)))
  @ApiResponse(responseCode = "400")
  @ApiResponse(responseCode = "404", description = "No such clinic")
  @ApiResponse(responseCode = "502", description = "Refused by the provider, or unreadable")
  @ApiResponse(responseCode = "503", description = "The provider cannot be reached")
  public Response partners(
      @PathParam("clinic") String clinic,
      @QueryParam("exam") List<String> exam,
      @Parameter(description = STATE) @QueryParam("state") @DefaultValue("") String state) {
    LookupRequest request = new LookupRequest(List.of(), exam, state);
    return LookupAnswer.of(
        lookups,
        clinic,
        request.problems(),
        known -> lookups.partnerPharmacies(known, request.exams(), state),
        found -> new PartnerPage(found.stream().map(PartnerView::of).toList()));
  }

  @GET
  @Path("/packages")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Drugs, doses and prices of partner pharmacies, for exams in a state")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PackagePage.class)))
  @ApiResponse(responseCode = "400")
  @ApiResponse(responseCode = "404", description = "No such clinic")
  @ApiResponse(responseCode = "502", description = "Refused by the provider, or unreadable")
  @ApiResponse(responseCode = "503", description = "The provider cannot be reached")
  public Response packages(
      @PathParam("clinic") String clinic,
      @QueryParam("pharmacy") List<String> pharmacy,
      @QueryParam("exam") List<String> exam,
      @Parameter(description = STATE) @QueryParam("state") @DefaultValue("") String state) {
    LookupRequest request = new LookupRequest(pharmacy, exam, state);
    return LookupAnswer.of(
        lookups,
        clinic,
        request.problemsWithPharmacies(),
        known -> lookups.packages(known, request.pharmacyIds(), request.exams(), state),
        PackagePage::new);
  }

  @GET
  @Path("/pharmacy-search")
  @RolesAllowed({Role.BACKEND, Role.OPERATIONS})
  @Operation(summary = "Any pharmacy of the United States, by name and ZIP code or by number")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RetailPage.class)))
  @ApiResponse(responseCode = "400")
  @ApiResponse(responseCode = "404", description = "No such clinic")
  @ApiResponse(responseCode = "502", description = "Refused by the provider, or unreadable")
  @ApiResponse(responseCode = "503", description = "The provider cannot be reached")
  public Response search(
      @PathParam("clinic") String clinic,
      @Parameter(description = "A part of its name.") @QueryParam("name") @Nullable String name,
      @QueryParam("zip") @Nullable String zip,
      @QueryParam("ncpdpId") @Nullable String ncpdpId) {
    return LookupAnswer.of(
        lookups,
        clinic,
        LookupRequest.problemsOfSearch(name, zip, ncpdpId),
        known -> lookups.pharmacies(known, new PharmacySearch(name, zip, ncpdpId)),
        RetailPage::new);
  }
}
