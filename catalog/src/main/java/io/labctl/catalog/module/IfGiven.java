package io.labctl.catalog.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code boolean} of a rule of {@link CheckedBy}: whether the data give the parameter of that
 * name at all, be it right or wrong. A rule that asks no more than this is judged beside the faults
 * of the parameter itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IfGiven {}
