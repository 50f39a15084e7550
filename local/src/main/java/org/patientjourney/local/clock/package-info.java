/** Time travel on the in-process engine. */
package org.patientjourney.local.clock;
