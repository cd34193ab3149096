package io.labctl.catalog.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a parameter is when no data layer gives it. Without this (and unless it is an {@link
 * java.util.Optional}) a parameter must be given.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /**
     * The value as a data file writes it, such as {@code 30s}. Lists and maps can only be empty, a
     * record can only have its own defaults; all three leave this out.
     */
    String value() default "";
}
