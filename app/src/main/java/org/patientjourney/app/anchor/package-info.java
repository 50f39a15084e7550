/** Commands that anchor the record's evidence outside of it, and compare it with anchors. */
package org.patientjourney.app.anchor;
