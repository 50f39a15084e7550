/**
 * The provider Qualiphy: here the values of its calls, in {@code client} the calls, in {@code
 * webhook} its events, in {@code wire} how its JSON is read. Its spelling occurs nowhere else.
 */
package org.patientjourney.activities.qualiphy;
