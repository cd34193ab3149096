package io.labctl.catalog.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error answer (RFC 9457, section 3), sent as {@code application/problem+json}.
 *
 * @param type a stable name for programs, {@code urn:labctl:problem:<word>}
 * @param detail a sentence for people
 * @param field the part of the request at fault, where there is one
 * @param errors further sentences where several things are at fault, such as compile faults
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        List<String> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String PREFIX = "urn:labctl:problem:";

    /** The caller may not do this, or is not (any more) known to labd. */
    public static final String DENIED = PREFIX + "denied";

    /** The caller has shown no certificate. */
    public static final String UNAUTHENTICATED = PREFIX + "unauthenticated";

    /** The compiler refused; the agent keeps its last good catalog. */
    public static final String COMPILE_FAILED = PREFIX + "compile-failed";

    /** The caller has had its share for now; the answer says in Retry-After when to come again. */
    public static final String TOO_MANY = PREFIX + "too-many";

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }
}
