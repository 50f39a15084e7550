package org.patientjourney.app.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.patientjourney.activities.compliance.PersonalEndpoint;

/**
 * An endpoint of personal data. No role filter and no clinic limit runs before it: it refuses by
 * {@link PersonalAccess}, because a refused caller is written into the access log too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PersonalRead {
  PersonalEndpoint value();
}
