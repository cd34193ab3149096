package io.labctl.agent.type.file;

import io.labctl.agent.apply.ContentSource;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.FileHash;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The bytes that a file should hold, wherever they come from. */
public final class WantedContent {
    private final ContentSource source;

    public WantedContent(ContentSource source) {
        this.source = source;
    }

    /** Whether a file holds it; any does when the content is left as it is. */
    boolean isIn(HeldEntry file, FileResource wanted) throws IOException {
        return switch (wanted.content()) {
            case null -> true;
            case Content.Inline(String text) -> file.holds(bytes(text));
            case Content.Binary binary -> file.holds(binary.bytes());
            case Content.Stored stored -> FileHash.of(file).equals(stored.sha256());
        };
    }

    /** Fetches stored content only when it is small enough to be shown. */
    Body body(FileResource wanted) throws IOException {
        return switch (wanted.content()) {
            case null -> new Body.Text("");
            case Content.Inline(String text) -> Body.of(bytes(text));
            case Content.Binary binary -> Body.of(binary.bytes());
            case Content.Stored stored ->
                    stored.size() > Body.LARGEST
                            ? new Body.TooLarge()
                            : Body.of(source.fetch(stored));
        };
    }

    void writeTo(Candidate candidate, FileResource wanted) throws IOException {
        switch (wanted.content()) {
            case null -> candidate.write(new byte[0]);
            case Content.Inline(String text) -> candidate.write(bytes(text));
            case Content.Binary binary -> candidate.write(binary.bytes());
            case Content.Stored stored -> candidate.copyFrom(source.fetch(stored));
        }
    }

    static String sha256(FileResource wanted) {
        return switch (wanted.content()) {
            case null -> Sha256.of("");
            case Content.Inline(String text) -> Sha256.of(text);
            case Content.Binary binary -> Sha256.of(binary.bytes());
            case Content.Stored(String sha256, long _) -> sha256;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
