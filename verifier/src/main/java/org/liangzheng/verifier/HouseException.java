package org.liangzheng.verifier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one place where a house rule (forbidden call, arrow between packages) is broken on
 * purpose. The build lets only annotated code pass.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface HouseException {
  /** Which rule, in the words of the rule file. */
  String rule();

  /** Why this place has to break it. */
  String reason();
}
