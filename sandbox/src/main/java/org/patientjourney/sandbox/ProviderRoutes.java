package org.patientjourney.sandbox;

import java.time.InstantSource;
import java.util.List;
import org.patientjourney.sandbox.attachment.UploadAttachment;
import org.patientjourney.sandbox.call.ExamListEndpoint;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.call.StoredAnswers;
import org.patientjourney.sandbox.http.Endpoint;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Router.Route;
import org.patientjourney.sandbox.invite.ExamInviteEndpoint;
import org.patientjourney.sandbox.invite.MeetingMaker;
import org.patientjourney.sandbox.patientexam.Cancel;
import org.patientjourney.sandbox.patientexam.ExamChange;
import org.patientjourney.sandbox.patientexam.PatientExamEndpoint;
import org.patientjourney.sandbox.patientexam.Resend;
import org.patientjourney.sandbox.pharmacy.CustomPharmacySearchEndpoint;
import org.patientjourney.sandbox.pharmacy.PartnerPharmacyListEndpoint;
import org.patientjourney.sandbox.pharmacy.TreatmentPackagesEndpoint;
import org.patientjourney.sandbox.question.ExamQuestionsEndpoint;
import org.patientjourney.sandbox.question.SubmitAnswers;
import org.patientjourney.sandbox.state.StateStore;

/** The provider's endpoints, each behind its path. */
record ProviderRoutes(
    Reception reception,
    StateStore store,
    InstantSource clock,
    StoredAnswers answers,
    MeetingMaker meetings) {

  List<Route> all() {
    return List.of(ProviderEndpoint.values()).stream()
        .map(endpoint -> new Route("POST", endpoint.path(), answering(endpoint)))
        .toList();
  }

  private Endpoint answering(ProviderEndpoint endpoint) {
    return switch (endpoint) {
      case EXAM_LIST -> new ExamListEndpoint(reception)::answer;
      case EXAM_INVITE -> new ExamInviteEndpoint(reception, store, meetings)::answer;
      case EXAM_INVITE_RESEND -> changing(endpoint, new Resend());
      case EXAM_INVITE_CANCEL -> changing(endpoint, new Cancel());
      case EXAM_QUESTIONS -> new ExamQuestionsEndpoint(reception, store)::answer;
      case EXAM_SUBMIT_ANSWERS -> changing(endpoint, new SubmitAnswers());
      case EXAM_UPLOAD_ATTACHMENT -> changing(endpoint, new UploadAttachment());
      case PARTNER_PHARMACY_LIST -> new PartnerPharmacyListEndpoint(reception, store)::answer;
      case PARTNER_PHARMACY_TREATMENT_PACKAGES ->
          new TreatmentPackagesEndpoint(reception, store)::answer;
      case CUSTOM_PHARMACY_SEARCH -> new CustomPharmacySearchEndpoint(reception, store)::answer;
    };
  }

  private Endpoint changing(ProviderEndpoint endpoint, ExamChange change) {
    return new PatientExamEndpoint(reception, store, clock, answers, endpoint, change)::answer;
  }
}
