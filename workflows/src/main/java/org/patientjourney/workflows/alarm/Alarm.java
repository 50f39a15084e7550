package org.patientjourney.workflows.alarm;

/**
 * An alarm about a journey.
 *
 * @param subject distinguishes two alarms of one kind and journey: an id, never personal data
 */
public record Alarm(AlarmKind kind, String subject) {}
