/**
 * The only place that speaks the provider's language: here its calls, in {@code webhook} what it
 * sends by itself, in {@code wire} how its JSON and its words are read in both.
 */
package org.patientjourney.activities.qualiphy;
