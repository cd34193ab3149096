package io.labctl.agent.apply;

import io.labctl.catalog.resource.Content;
import java.io.IOException;
import java.nio.file.Path;

/** Where the bytes of stored content come from. */
public interface ContentSource {
    /**
     * A local file with exactly these bytes, verified; it is only read, and not kept for longer
     * than the run.
     */
    Path fetch(Content.Stored content) throws IOException;
}
