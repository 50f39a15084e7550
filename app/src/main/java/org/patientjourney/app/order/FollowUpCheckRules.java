package org.patientjourney.app.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patientjourney.activities.followup.FollowUpRules;
import org.patientjourney.app.body.Texts;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.configuration.UnservedStates;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;

/** Checks configuration and contact data before a follow-up is sent. */
public record FollowUpCheckRules(
    Map<ClinicId, ClinicConfiguration> clinics,
    Map<ExamId, CatalogueEntry> catalogue,
    UnservedStates unserved)
    implements FollowUpRules {
  @Override
  public List<String> problems(Order order, ExamId exam) {
    List<String> problems = new ArrayList<>();
    note(problems, clinics.containsKey(order.clinic()), "the clinic is not configured any more");
    note(
        problems,
        catalogue.containsKey(exam),
        "exam " + exam + " is not in the reviewed catalogue any more");
    note(
        problems,
        !unserved.states().contains(order.patient().state()),
        "the patient's state is not served as of " + unserved.asOf());
    note(problems, Texts.EMAIL.fits(order.patient().email()), "the patient has no e-mail address");
    note(
        problems, Texts.PHONE.fits(order.patient().phone()), "the patient has no telephone number");
    return problems;
  }

  private static void note(List<String> problems, boolean fits, String problem) {
    if (!fits) {
      problems.add(problem);
    }
  }
}
