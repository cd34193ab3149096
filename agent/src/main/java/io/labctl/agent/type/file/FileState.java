package io.labctl.agent.type.file;

import io.labctl.agent.machine.Access;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Version;
import org.jspecify.annotations.Nullable;

/** What was found at a file's path. */
sealed interface FileState {
    /**
     * Nothing.
     *
     * @param wanted the wanted content as a person may read it; empty when no file is wanted
     */
    record Missing(Body wanted) implements FileState {}

    /**
     * A regular file.
     *
     * @param difference null when its content is as wanted
     */
    record Found(Access access, @Nullable Difference difference) implements FileState {}

    /** Content that is not as wanted. */
    record Difference(Version found, Version wanted) {}
}
