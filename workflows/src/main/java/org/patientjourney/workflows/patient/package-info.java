/** The person who takes the exam. Every type here holds personal data and prints none of it. */
package org.patientjourney.workflows.patient;
