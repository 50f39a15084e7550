package org.patientjourney.app.configuration;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Real patients are accepted with a safe configuration only: see {@link LiveMode}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LiveMode.class)
@interface SafeWhenLive {
  String message() default "is not safe in live mode";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
