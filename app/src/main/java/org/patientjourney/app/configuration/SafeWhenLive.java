package org.patientjourney.app.configuration;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A configuration with which real patients may be taken: see {@link LiveMode}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeWhenLive.Validator.class)
@interface SafeWhenLive {
  String message() default "is not safe in live mode";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Tells each reason under the key that it is about. */
  final class Validator implements ConstraintValidator<SafeWhenLive, JourneyConfiguration> {
    @Override
    public boolean isValid(JourneyConfiguration configuration, ConstraintValidatorContext context) {
      List<LiveMode.Refusal> refusals = LiveMode.refusals(configuration);
      context.disableDefaultConstraintViolation();
      refusals.forEach(
          refusal ->
              context
                  .buildConstraintViolationWithTemplate(refusal.why())
                  .addPropertyNode(refusal.key())
                  .addConstraintViolation());
      return refusals.isEmpty();
    }
  }
}
