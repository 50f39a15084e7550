package org.patientjourney.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.access.TestEndpoints;
import org.patientjourney.workflows.order.JourneyId;

/** The endpoint of the document and what it says of the endpoints beside it. */
class OpenApiResourceTest {
  private static final TestEndpoints ENDPOINTS =
      new TestEndpoints(new OpenApiResource(), new ParcelResource());

  /** An endpoint that no document names. */
  @Path("/parcels")
  @Produces(MediaType.APPLICATION_JSON)
  public static final class ParcelResource {
    @GET
    @RolesAllowed({Role.OPERATIONS, Role.BACKEND})
    public List<JourneyId> list() {
      return List.of();
    }

    @POST
    @Path("/{parcelId}/lose")
    @RolesAllowed(Role.OPERATIONS)
    @ApiResponse(responseCode = "409", description = "Lost already")
    public Response lose(@PathParam("parcelId") long parcelId) {
      return Response.ok(parcelId).build();
    }
  }

  @Test
  void it_is_answered_without_a_key_as_json() {
    ContainerResponse answer = ENDPOINTS.get("openapi.json", null);
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getMediaType()).hasToString(MediaType.APPLICATION_JSON);
  }

  @Test
  void the_same_document_is_answered_again() {
    assertThat(ENDPOINTS.get("openapi.json", null).getEntity()).isSameAs(document());
  }

  @Test
  void a_new_endpoint_appears_by_itself() {
    assertThat(document().path("paths").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "/openapi.json", "/parcels", "/parcels/{parcelId}/lose", "/webhooks/qualiphy/{token}");
    assertThat(document().at("/paths/~1parcels/get/operationId").textValue())
        .isEqualTo("listParcel");
    assertThat(document().at("/paths/~1parcels/get/tags/0").textValue()).isEqualTo("Parcel");
  }

  @Test
  void a_typed_answer_needs_no_annotation() {
    assertThat(
            document()
                .at(
                    "/paths/~1parcels/get/responses/200/content/application~1json/schema/items/$ref")
                .textValue())
        .isEqualTo("#/components/schemas/JourneyId");
  }

  @Test
  void the_roles_of_an_endpoint_are_listed() {
    JsonNode list = document().at("/paths/~1parcels/get");
    assertThat(list.path("description").textValue()).isEqualTo("Role: BACKEND or OPERATIONS.");
    assertThat(list.path("security")).hasSize(2);
    assertThat(document().at("/paths/~1parcels~1{parcelId}~1lose/post/security"))
        .hasToString("[{\"bearerKey\":[\"OPERATIONS\"]}]");
  }

  @Test
  void an_endpoint_without_a_role_has_an_empty_list() {
    JsonNode security = document().at("/paths/~1openapi.json/get/security");
    assertThat(security.isArray()).isTrue();
    assertThat(security).isEmpty();
  }

  @Test
  void every_refusal_is_a_problem() {
    JsonNode responses = document().at("/paths/~1parcels~1{parcelId}~1lose/post/responses");
    assertThat(responses.at("/409/description").textValue()).isEqualTo("Lost already");
    assertThat(responses.at("/409/content/application~1problem+json/schema/$ref").textValue())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(responses.at("/default/$ref").textValue())
        .isEqualTo("#/components/responses/Problem");
    assertThat(responses.fieldNames()).toIterable().contains("401", "403");
  }

  private static JsonNode document() {
    return (JsonNode) ENDPOINTS.get("openapi.json", null).getEntity();
  }
}
