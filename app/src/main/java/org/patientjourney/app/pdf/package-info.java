/** PDF copies, for people to look up; their content is a door of {@code compliance}. */
package org.patientjourney.app.pdf;
