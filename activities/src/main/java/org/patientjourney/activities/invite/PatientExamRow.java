package org.patientjourney.activities.invite;

import org.patientjourney.workflows.exam.ExamId;
import org.patientjourney.workflows.exam.PatientExamId;
import org.patientjourney.workflows.invite.MeetingId;
import org.patientjourney.workflows.journey.JourneyId;

/** Which patient exam of the provider belongs to which journey. */
public record PatientExamRow(
    MeetingId meetingId,
    int attempt,
    ExamId examId,
    JourneyId journeyId,
    PatientExamId patientExamId) {}
