package io.labctl.master.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint. One without this annotation refuses everybody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allows {
    Audience value();

    /** The kinds of callers that routes are made for. */
    enum Audience {
        ANYONE,
        AGENTS,
        PEOPLE,
        REPLICAS;

        /** One of them. */
        String one() {
            return switch (this) {
                case ANYONE -> "anyone";
                case AGENTS -> "an agent";
                case PEOPLE -> "a person";
                case REPLICAS -> "another labd";
            };
        }
    }
}
