/** Effects: what a recording changes besides the journey's state. */
@NullMarked
package org.patientjourney.workflows.effect;

import org.jspecify.annotations.NullMarked;
