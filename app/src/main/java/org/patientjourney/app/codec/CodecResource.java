package org.patientjourney.app.codec;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporal's remote codec: the CLI and the UI send what a history holds, and get it decrypted. */
@Path("/codec")
@Produces(MediaType.APPLICATION_JSON)
public record CodecResource(EncryptingCodec codec, PersonalReads reads) {
  private static final Logger LOG = LoggerFactory.getLogger(CodecResource.class);

  /** A payload of 2 MiB, the most that a Temporal server takes, in base64 and with room. */
  private static final int MAXIMUM_BYTES = 4 * 1024 * 1024;

  /**
   * Decrypts what the engine encrypted and returns all else as it came.
   *
   * @param storage sent by the UI; we store nothing outside of Temporal
   */
  @POST
  @Consumes(MediaType.WILDCARD)
  @PersonalRead(PersonalEndpoint.HISTORY_PAYLOADS)
  @Path("/decode")
  @Operation(
      summary = "Decrypts payloads of workflow histories, for the Temporal CLI and UI",
      description = "Payloads that the engine did not encrypt are returned as they came.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "HistoryPayloads")))
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "HistoryPayloads")))
  @ApiResponse(responseCode = "413", description = "More than 4 MiB")
  @ApiResponse(
      responseCode = "422",
      description = "Purpose missing; or a payload that the keys of this engine do not open")
  public String decode(
      InputStream body,
      @Parameter(description = "Sent by the Temporal UI, without effect.")
          @QueryParam("preserveStorageRefs")
          @Nullable String storage,
      @BeanParam PersonalAccess access,
      @Context SecurityContext caller)
      throws IOException {
    byte[] bytes = body.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      throw ProblemType.CONTENT_TOO_LARGE.refusal(
          "expected payloads of at most " + MAXIMUM_BYTES + " bytes: send fewer at once");
    }
    HistoryPayloads encoded = HistoryPayloads.read(bytes);
    HistoryPayloads decoded =
        access.read(
            request -> reads.historyPayloads(request, () -> encoded.decoded(codec)),
            () ->
                ProblemType.FORBIDDEN.refusal(
                    "expected a key that opens all clinics, found one of a single clinic:"
                        + " payloads do not say whose they are"));
    LOG.info("{} read {} payloads of histories", Caller.of(caller).name(), decoded.count());
    return decoded.json();
  }
}
