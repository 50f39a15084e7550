package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.patientjourney.sandbox.account.Account;
import org.patientjourney.sandbox.call.NamedExams;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.fault.CallFault;
import org.patientjourney.sandbox.http.ProviderEndpoint;
import org.patientjourney.sandbox.http.Reply;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Call;
import org.patientjourney.sandbox.state.StateStore;

/** POST /api/exam_invite: from the call to its answer, in the order of contract 4.2 [SIM]. */
public final class ExamInviteEndpoint {
  private final Reception reception;
  private final StateStore store;
  private final MeetingMaker meetings;

  public ExamInviteEndpoint(Reception reception, StateStore store, MeetingMaker meetings) {
    this.reception = reception;
    this.store = store;
    this.meetings = meetings;
  }

  /** Answers one call and lists it, whatever comes of it. */
  public Reply answer(Request request) {
    return reception.receive(ProviderEndpoint.EXAM_INVITE, request, this::answer);
  }

  private Reply answer(Call call, Account account, ObjectNode body) {
    Optional<CallFault> precondition =
        store
            .now()
            .accounts()
            .of(account.clinic())
            .firstProblem(body, NamedExams.rxCount(body) > 0);
    if (precondition.isPresent()) {
      return reception.refuse(call, precondition.get());
    }
    Optional<String> problem = InviteRules.firstProblem(body);
    return problem.isPresent()
        ? reception.refuse(call, 400, problem.get())
        : meetings.make(call, account, InviteRequest.of(body));
  }
}
