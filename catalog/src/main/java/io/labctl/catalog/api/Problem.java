package io.labctl.catalog.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    /** What was sent breaks a rule, or cannot be read. */
    public static final String INVALID_INPUT = PREFIX + "invalid-input";

    /** The caller has shown no certificate. */
    public static final String UNAUTHENTICATED = PREFIX + "unauthenticated";

    /** The caller may not do this, or is not (any more) known to labd. */
    public static final String DENIED = PREFIX + "denied";

    /** There is no such thing, or no such path. */
    public static final String NOT_FOUND = PREFIX + "not-found";

    /** The request does not fit the present state. */
    public static final String CONFLICT = PREFIX + "conflict";

    /** The body is larger than labd takes. */
    public static final String TOO_LARGE = PREFIX + "too-large";

    /** The compiler refused; the agent keeps its last good catalog. */
    public static final String COMPILE_FAILED = PREFIX + "compile-failed";

    /** The caller has had its share for now; the answer says in Retry-After when to come again. */
    public static final String TOO_MANY = PREFIX + "too-many";

    /** labd is busy, or something that it needs is away; Retry-After says when to come again. */
    public static final String UNAVAILABLE = PREFIX + "unavailable";

    /** labd's own fault; its log tells more. */
    public static final String INTERNAL = PREFIX + "internal";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * As it comes from anywhere: each part may be left out. What is not there is empty, but for the
     * type, which then says no more than the status (RFC 9457, sections 3.1 and 4.2.1).
     */
    @JsonCreator
    static Problem read(
            @JsonProperty("type") @Nullable String type,
            @JsonProperty("title") @Nullable String title,
            @JsonProperty("status") @Nullable Integer status,
            @JsonProperty("detail") @Nullable String detail,
            @JsonProperty("field") @Nullable String field,
            @JsonProperty("errors") @Nullable List<String> errors) {
        return new Problem(
                type == null ? "about:blank" : type,
                title == null ? "" : title,
                status == null ? 0 : status,
                detail == null ? "" : detail,
                field,
                errors == null ? List.of() : errors);
    }

    /** One that blames no field and has no further sentences. */
    public static Problem of(String type, String title, int status, String detail) {
        return new Problem(type, title, status, detail, null, List.of());
    }
}
