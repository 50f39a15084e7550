package org.patientjourney.app.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A door to personal data. No role filter and no clinic limit stand before it: it refuses by
 * itself, because whom it refuses leaves a line in the access log too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PersonalRead {
  /** Roles beside {@link Role#CARE} and {@link Role#DISPENSING}. */
  String[] alsoFor() default {};
}
