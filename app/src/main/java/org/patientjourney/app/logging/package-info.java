/** Log layouts, and the context of journey and delivery in each line. */
package org.patientjourney.app.logging;
