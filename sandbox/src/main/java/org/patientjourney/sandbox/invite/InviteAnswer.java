package org.patientjourney.sandbox.invite;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.patientjourney.sandbox.exam.ExamCatalogue;
import org.patientjourney.sandbox.state.Invite;
import org.patientjourney.sandbox.state.PatientExam;

/** What exam_invite answers when all is well (contract 4.2). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InviteAnswer(
    int httpCode, String meetingUrl, UUID meetingUuid, @Nullable List<InvitedExam> patientExams) {

  // Nothing resolves under .invalid (RFC 2606), so that no link ever leads to a real clinic.
  private static final String MEETINGS = "https://meeting.sandbox.invalid/meeting/";

  record InvitedExam(long patientExamId, String examTitle, int examId) {
    static InvitedExam of(PatientExam exam) {
      String title = ExamCatalogue.get(exam.examId()).title();
      return new InvitedExam(exam.patientExamId(), title, exam.examId());
    }
  }

  static InviteAnswer of(Invite invite) {
    List<InvitedExam> exams = invite.patientExams().stream().map(InvitedExam::of).toList();
    return new InviteAnswer(200, MEETINGS + invite.meetingUuid(), invite.meetingUuid(), exams);
  }

  InviteAnswer withoutIds() {
    return new InviteAnswer(httpCode, meetingUrl, meetingUuid, null);
  }
}
