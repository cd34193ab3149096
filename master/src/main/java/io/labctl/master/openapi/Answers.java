package io.labctl.master.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One way in which an endpoint answers, where neither its return type says it nor what holds for
 * all endpoints of its form, see {@link Responses}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Answers.All.class)
public @interface Answers {
    /** The body; {@code Void} for none. */
    Class<?> value() default Void.class;

    int status() default 200;

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Answers[] value();
    }
}
