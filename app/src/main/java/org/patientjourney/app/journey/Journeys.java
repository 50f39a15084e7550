package org.patientjourney.app.journey;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.journey.JournalDao;
import org.patientjourney.activities.journey.JournalRow;
import org.patientjourney.activities.journey.JourneyDao;
import org.patientjourney.activities.journey.JourneyRow;
import org.patientjourney.workflows.journey.JourneyId;
import org.patientjourney.workflows.journey.JourneyPolicy;

/** Reads journeys from the record, never from Temporal: closed runs are forgotten there. */
public final class Journeys {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private final Jdbi jdbi;
  private final JourneyPolicy policy;

  public Journeys(Jdbi jdbi, JourneyPolicy policy) {
    this.jdbi = jdbi;
    this.policy = policy;
  }

  Optional<JourneyView> find(JourneyId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(JourneyDao.class)
                .find(id)
                .map(
                    row ->
                        JourneyView.of(
                            row,
                            policy,
                            handle.attach(JournalDao.class).findByJourney(id).stream()
                                .map(Journeys::entry)
                                .toList())));
  }

  Optional<JourneyRow> findRow(JourneyId id) {
    return jdbi.withExtension(JourneyDao.class, dao -> dao.find(id));
  }

  List<JourneyView> page(PageRequest page) {
    return jdbi
        .withExtension(
            JourneyDao.class,
            dao ->
                dao.findPage(
                    page.clinic(), page.stage(), page.onlyOpen(), page.after(), page.size()))
        .stream()
        .map(row -> JourneyView.of(row, policy, null))
        .toList();
  }

  private static JourneyView.TimelineEntry entry(JournalRow row) {
    return new JourneyView.TimelineEntry(
        row.seq(), row.at(), row.kind().name(), row.actor(), StoredJson.read(row.detail(), DETAIL));
  }
}
