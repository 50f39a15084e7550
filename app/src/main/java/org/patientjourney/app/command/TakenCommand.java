package org.patientjourney.app.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A command that the journey has taken.
 *
 * @param revision of the journey, once recorded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TakenCommand(String commandId, @Nullable Long revision) {}
