package org.patientjourney.workflows.order;

import java.time.ZoneId;

/**
 * That an exam is for a GLP-1 medicine, so that its patient is owed a follow-up three weeks after
 * the visit; as the catalogue said when the order was accepted.
 *
 * @param examId of the follow-up, a good faith exam
 * @param zone whose calendar counts the days
 */
public record FollowUpDuty(ExamId examId, ZoneId zone) {}
