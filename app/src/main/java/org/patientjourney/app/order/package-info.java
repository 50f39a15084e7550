/** {@code POST /orders}: refused at the door with all reasons at once, or accepted for good. */
package org.patientjourney.app.order;
