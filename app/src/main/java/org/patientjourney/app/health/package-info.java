/** Health checks at the admin port. */
package org.patientjourney.app.health;
