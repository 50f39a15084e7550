/** Who may enter by which door. */
package org.patientjourney.app.access;
