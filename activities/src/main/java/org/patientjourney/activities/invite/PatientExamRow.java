package org.patientjourney.activities.invite;

import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** Which patient exam of the provider belongs to which journey. */
public record PatientExamRow(
    MeetingId meetingId,
    int attempt,
    ExamId examId,
    JourneyId journeyId,
    PatientExamId patientExamId) {}
