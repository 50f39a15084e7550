/** Anchors: signed files outside the database that show when its evidence was rewritten. */
package org.patientjourney.activities.anchor;
