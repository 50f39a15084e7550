package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;

/** A request that carries the key and nothing else. */
@JsonAutoDetect
record QualiphyKeyOnly() {}
