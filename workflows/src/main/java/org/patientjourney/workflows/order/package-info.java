/**
 * What was ordered: the order, its patient, its exams, and the journeys and meetings that they
 * become.
 */
package org.patientjourney.workflows.order;
