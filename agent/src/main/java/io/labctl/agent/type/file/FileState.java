package io.labctl.agent.type.file;

import io.labctl.agent.machine.Access;
import io.labctl.agent.replaced.Body;

/** What was found at a file's path. */
sealed interface FileState {
    /** Nothing. */
    record Missing(Body wanted) implements FileState {}

    /**
     * A regular file.
     *
     * @param sha256 of its content; the wanted content's own when that is left as it is
     * @param body its content as a person may read it; only looked at when it differs
     * @param wanted the wanted content likewise
     */
    record Found(Access access, String sha256, Body body, Body wanted) implements FileState {}
}
