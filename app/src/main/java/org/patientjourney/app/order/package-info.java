/** Orders: refused with all reasons at once, or accepted; and commands to whole orders. */
package org.patientjourney.app.order;
