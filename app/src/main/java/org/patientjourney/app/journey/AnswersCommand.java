package org.patientjourney.app.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Described in openapi.json: what every command answers. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "200",
    description = "Recorded in this revision or before",
    content = @Content(schema = @Schema(implementation = AnswersCommand.TakenCommand.class)))
@ApiResponse(
    responseCode = "202",
    description = "Taken, not recorded within 5 seconds: ask at the Location",
    content = @Content(schema = @Schema(implementation = AnswersCommand.TakenCommand.class)))
@ApiResponse(responseCode = "404", description = "No such journey")
@ApiResponse(responseCode = "409", description = "The journey does not take it as it stands")
@ApiResponse(responseCode = "422", description = "Refused; nothing was done")
@ApiResponse(responseCode = "503", description = "Not possible now: try again")
@interface AnswersCommand {
  /**
   * A command that was taken.
   *
   * @param revision of the journey, once recorded
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TakenCommand(String commandId, @Nullable Long revision) {}
}
