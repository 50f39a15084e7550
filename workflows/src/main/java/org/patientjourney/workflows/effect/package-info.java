/** What a recording changes beside the journey itself. */
@NullMarked
package org.patientjourney.workflows.effect;

import org.jspecify.annotations.NullMarked;
