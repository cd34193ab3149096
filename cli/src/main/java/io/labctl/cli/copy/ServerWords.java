package io.labctl.cli.copy;

import io.labctl.catalog.name.ServerName;
import io.labctl.cli.exec.LineCutter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the programs of a server say while they copy, as sentences of ours. Most are warnings, and
 * what becomes of the copy the exit code tells. For one thread, which others follow.
 */
final class ServerWords {
    private static final Pattern SPEAKER = Pattern.compile("^(?:tar|cp|mv|rm|[^ ]*sh): (?:\\./)?");

    /** A shell tells so of a program of its own that was told to stop, as it was itself. */
    private static final Pattern STOPPED =
            Pattern.compile("(?:.*: line \\d+: +\\d+ +)?(?:Terminated|Hangup)(?: .*)?");

    /** They come after what was wrong, and add nothing. */
    private static final List<String> EMPTY =
            List.of("Exiting with failure status", "Error is not recoverable");

    /** What tar says of a disk that took a part; why it took no more, it does not say. */
    private static final Pattern PART = Pattern.compile("Wrote only \\d+ of \\d+ bytes\\z");

    /** Whatever else comes, it has no place there. */
    private static final Pattern FULL =
            Pattern.compile("Wrote only \\d+ of \\d+ bytes\\z|: No space left on device\\z");

    /** Then zeros come instead of what was in a file. */
    private static final Pattern NOT_WHOLE =
            Pattern.compile(
                    ": (?:File shrank by \\d+ bytes?; padding with zeros\\z|"
                            + "(?:Warning: )?Read error at byte \\d+, while reading \\d+ bytes?)");

    private final ServerName server;
    private final Remarks remarks;
    private final LineCutter lines = new LineCutter(this::say);
    private volatile boolean spoken;
    private volatile boolean hopeless;
    private volatile boolean notWhole;

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

    /** Whether anything was said that people are to know. */
    boolean areAny() {
        return spoken;
    }

    /** Whether nothing can come of what is sent there. */
    boolean areHopeless() {
        return hopeless;
    }

    /** Whether a file is not what it was when it comes from there. */
    boolean tellOfPadding() {
        return notWhole;
    }

    private void say(String line) {
        boolean isOurs = line.startsWith(Scripts.MARK);
        String words =
                isOurs
                        ? line.substring(Scripts.MARK.length())
                        : SPEAKER.matcher(line).replaceFirst("");
        if (words.isBlank()
                || STOPPED.matcher(line).matches()
                || EMPTY.stream().anyMatch(words::startsWith)) {
            return;
        }
        remarks.say(
                "labctl: server '%s': %s"
                        .formatted(
                                server,
                                PART.matcher(words).replaceFirst("the disk takes no more")));
        spoken = true;
        hopeless |= isOurs || FULL.matcher(words).find();
        notWhole |= !isOurs && NOT_WHOLE.matcher(words).find();
    }
}
