package io.labctl.agent.machine;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The labels that the policy of SELinux has for paths. Of what is newly made the kernel derives the
 * label from the directory; restorecon(8) then sets the one of the policy, for many paths at once,
 * since each start of it reads the whole policy. What was there before keeps its label, and what
 * others than root can exchange has the one of the kernel: restorecon goes by the path, and would
 * be led wherever they like. Used on one thread.
 */
public final class PolicyLabels {
    private static final List<String> OPTIONS = List.of("restorecon", "-i", "-F");

    /** It takes each path for a pattern, as glob(7) with braces and tildes. */
    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}~\\\\]");

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_NAMED = 3;

    private final Root root;
    private final Commands commands;
    private final boolean enabled;
    private final Set<String> due = new LinkedHashSet<>();

    /**
     * The labels of one machine.
     *
     * @param enabled whether its kernel has SELinux on; else nothing is ever done
     */
    public PolicyLabels(Root root, Commands commands, boolean enabled) {
        this.root = root;
        this.commands = commands;
        this.enabled = enabled;
    }

    /** Tells from now until it is closed what is newly made at some paths. */
    public final class Watch implements AutoCloseable {
        private final Map<String, Optional<Found>> before = new LinkedHashMap<>();

        private Watch(List<String> paths) throws IOException {
            for (String path : paths) {
                before.put(path, at(path));
            }
        }

        /** Also after a failure: what was made by then is there. */
        @Override
        public void close() throws IOException {
            for (Map.Entry<String, Optional<Found>> each : before.entrySet()) {
                Optional<Found> now = at(each.getKey());
                if (now.isPresent() && now.get().isNewAfter(each.getValue())) {
                    due.add(each.getKey());
                }
            }
        }
    }

    /** What stands at a path; a link is never changed but made anew. */
    private record Found(Optional<Object> key, boolean isLink) {
        boolean isNewAfter(Optional<Found> before) {
            return before.isEmpty() || (isLink && !before.get().key.equals(key));
        }
    }

    /** The paths at which something may be made; asked for only where labels matter. */
    @FunctionalInterface
    public interface Paths {
        List<String> paths() throws IOException;
    }

    public Watch watch(Paths paths) throws IOException {
        return new Watch(enabled ? paths.paths() : List.of());
    }

    private Optional<Found> at(String path) throws IOException {
        try {
            var found =
                    Files.readAttributes(
                            root.at(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(
                    new Found(Optional.ofNullable(found.fileKey()), found.isSymbolicLink()));
        } catch (FileSystemException _) { // nothing, or what the change itself will tell of
            return Optional.empty();
        }
    }

    /** Whether something was made that has no label of the policy yet. */
    public boolean areDue() {
        return !due.isEmpty();
    }

    /**
     * Sets those that are due.
     *
     * @param warnings told in one sentence which could not be set and why
     */
    public void set(Consumer<String> warnings) {
        var all = new ArrayList<>(due);
        due.clear();
        for (int start = 0; start < all.size(); start += MOST_AT_ONCE) {
            set(all.subList(start, Math.min(all.size(), start + MOST_AT_ONCE)), warnings);
        }
    }

    private void set(List<String> paths, Consumer<String> warnings) {
        var argv = new ArrayList<>(OPTIONS);
        try {
            for (String path : paths) {
                if (isReachedByRootAlone(path)) {
                    argv.add(GLOB.matcher(path).replaceAll("\\\\$0"));
                }
            }
            if (argv.size() > OPTIONS.size()) {
                commands.require(Command.of(argv, LIMIT));
            }
        } catch (LabException e) {
            warnings.accept(warning(paths, e.sentence()));
        } catch (IOException e) {
            warnings.accept(warning(paths, FileTrouble.reason(e)));
        }
    }

    private boolean isReachedByRootAlone(String path) throws IOException {
        String parent = String.valueOf(Path.of(path).getParent());
        return TrustedWay.below(root.path()).to(parent) instanceof TrustedWay.Found;
    }

    private static String warning(List<String> paths, String reason) {
        int more = paths.size() - MOST_NAMED;
        return "SELinux label of '%s'%s not set: %s"
                .formatted(
                        String.join("', '", paths.subList(0, Math.min(paths.size(), MOST_NAMED))),
                        more > 0 ? " and %d more".formatted(more) : "",
                        reason);
    }
}
