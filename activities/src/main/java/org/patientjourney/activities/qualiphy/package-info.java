/**
 * The only place that speaks the provider's language: its calls, its webhook bodies, its spelling.
 */
package org.patientjourney.activities.qualiphy;
