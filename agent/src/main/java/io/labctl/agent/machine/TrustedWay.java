package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A way that only root can change, step for step: it needs no more than plain paths, for whoever
 * else is on the machine cannot exchange any of it.
 */
final class TrustedWay {
    private final Path root;

    private TrustedWay(Path root) {
        this.root = root;
    }

    static TrustedWay below(Path root) {
        return new TrustedWay(root);
    }

    /** Where it ends. */
    sealed interface End permits Found, Missing, Untrusted {}

    /** At a directory. */
    record Found(Path path) implements End {}

    /** At something that is not there, or is no directory. */
    record Missing() implements End {}

    /** Before something that others than root can change. */
    record Untrusted() implements End {}

    End to(String directory) throws IOException {
        var rest = new RestOfWay(directory);
        Path at = root;
        while (!rest.isDone()) {
            String name = rest.next();
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                at = at.equals(root) ? root : at.resolveSibling("");
                continue;
            }
            Path next = at.resolve(name);
            Entry entry;
            try {
                entry = Entry.of(next, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException _) {
                return new Missing();
            }
            if (!entry.isTrusted() || (entry.isDirectory() && !entry.holdsFast())) {
                return new Untrusted();
            }
            if (entry.isLink()) {
                String target = Files.readSymbolicLink(next).toString();
                rest.follow(target);
                at = target.startsWith("/") ? root : at;
            } else if (entry.isDirectory()) {
                at = next;
            } else {
                return new Missing();
            }
        }
        return new Found(at);
    }
}
