package io.labctl.agent.session;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;

/** How what could not be begun, or could not go on, has ended. */
final class NotDone {
    private NotDone() {}

    /** By what kept it from that. */
    static WorkEnd because(Throwable cause) {
        return switch (cause) {
            case Denied e -> new WorkEnd.Refused(e.sentence());
            case NotFound e -> new WorkEnd.Failed(e.sentence(), true);
            case LabException e -> new WorkEnd.Failed(e.sentence());
            case IOException e -> new WorkEnd.Failed(FileTrouble.sentence(e));
            default -> throw new IllegalStateException(cause);
        };
    }
}
