/** JSON bodies read field by field: canonical values, or every problem at once. */
package org.patientjourney.app.body;
