package io.labctl.catalog.module;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rules about several parameters of a record. Each rule is a record of just the components that it
 * is about, by their names and types, whose constructor refuses them with {@link
 * io.labctl.catalog.error.InvalidInput}. It is judged as soon as these are right, whatever is wrong
 * with the others, so that no fault hides another; what the record's own constructor checks is only
 * reached when nothing else is wrong.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CheckedBy {
    Class<? extends Record>[] value();
}
