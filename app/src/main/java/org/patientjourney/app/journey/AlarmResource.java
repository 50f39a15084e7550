package org.patientjourney.app.journey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmRow;
import org.patientjourney.app.access.Role;

/** What somebody must know. Acknowledging comes in a later version. */
@Path("/alarms")
@Produces(MediaType.APPLICATION_JSON)
public final class AlarmResource {
  private final Jdbi jdbi;

  public AlarmResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @RolesAllowed(Role.OPERATIONS)
  public Map<String, List<AlarmRow>> list() {
    return Map.of("alarms", jdbi.withExtension(AlarmDao.class, AlarmDao::findOpen));
  }
}
