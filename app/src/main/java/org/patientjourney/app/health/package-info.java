/** Whether the process can do its work. */
package org.patientjourney.app.health;
