package org.patientjourney.workflows.alarm;

/**
 * An alarm about a journey.
 *
 * @param subject what tells two alarms of one kind and journey apart: an id, never personal data
 */
public record Alarm(AlarmKind kind, String subject) {}
