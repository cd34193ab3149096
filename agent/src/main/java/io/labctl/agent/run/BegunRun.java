package io.labctl.agent.run;

import io.labctl.agent.cache.CheckedCatalog;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that has begun; it stays on disk until its report does.
 *
 * @param tags what part of the catalog it is about; null when it is about all
 * @param catalog the SHA-256 of the catalog that it applies; null before it has one
 */
public record BegunRun(
        UUID id,
        Instant startedAt,
        boolean noop,
        @Nullable List<String> tags,
        @Nullable String catalog) {

    BegunRun applying(CheckedCatalog what) {
        return new BegunRun(id, startedAt, noop, tags, what.sha256());
    }
}
