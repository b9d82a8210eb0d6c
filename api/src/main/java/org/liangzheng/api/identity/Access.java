package org.liangzheng.api.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which right a caller needs for this handler. Whose data it may touch is asked of {@link
 * AccessControl#requireOwn} once the handler knows whose it is.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {
  Scope scope();
}
