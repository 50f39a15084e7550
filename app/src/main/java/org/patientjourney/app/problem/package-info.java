/** Refusals as {@code application/problem+json} (RFC 9457). */
package org.patientjourney.app.problem;
