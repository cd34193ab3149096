package io.labctl.cli.copy;

import io.labctl.catalog.name.ServerName;
import io.labctl.cli.exec.LineCutter;
import java.util.List;
import java.util.regex.Pattern;

/** What the programs of a server say while they copy, as sentences of ours. For one thread. */
final class ServerWords {
    private static final Pattern SPEAKER = Pattern.compile("^(?:tar|cp|mv|rm|[^ ]*sh): (?:\\./)?");

    /** A shell tells so of a program of its own that was told to stop, as it was itself. */
    private static final Pattern STOPPED =
            Pattern.compile("(?:.*: line \\d+: +\\d+ +)?(?:Terminated|Hangup)(?: .*)?");

    /** They come after what was wrong, and add nothing. */
    private static final List<String> EMPTY =
            List.of("Exiting with failure status", "Error is not recoverable");

    /** What tar says of a disk that took a part; why it took no more, it does not say. */
    private static final Pattern PART = Pattern.compile("Wrote only \\d+ of \\d+ bytes$");

    private final ServerName server;
    private final Remarks remarks;
    private final LineCutter lines = new LineCutter(this::say);

    ServerWords(ServerName server, Remarks remarks) {
        this.server = server;
        this.remarks = remarks;
    }

    void bytes(byte[] bytes) {
        lines.bytes(bytes);
    }

    /** Nothing more comes. */
    void end() {
        lines.end();
    }

    private void say(String line) {
        String words = SPEAKER.matcher(line).replaceFirst("");
        if (!words.isBlank()
                && !STOPPED.matcher(line).matches()
                && EMPTY.stream().noneMatch(words::startsWith)) {
            remarks.fault(
                    "server '%s': %s"
                            .formatted(
                                    server,
                                    PART.matcher(words).replaceFirst("the disk takes no more")));
        }
    }
}
