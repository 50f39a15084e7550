package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP relay that alarms are mailed by.
 *
 * @param startTls the relay must offer it, with a certificate of its host; else nothing is sent
 * @param user null for a relay without a login
 */
public record AlarmMailConfiguration(
    @NotEmpty String host,
    @Min(1) @Max(65_535) int port,
    @NotNull Boolean startTls,
    @Nullable String user,
    @Nullable String password,
    @NotEmpty @Email String from,
    @NotEmpty List<@NotEmpty @Email String> to) {

  @JsonIgnore
  @ValidationMethod(message = "user and password are both there, or neither is")
  public boolean isLoginWhole() {
    return (user == null) == (password == null);
  }

  @Override
  public String toString() {
    return "AlarmMailConfiguration[" + host + "]";
  }
}
