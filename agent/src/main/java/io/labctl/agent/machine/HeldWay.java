package io.labctl.agent.machine;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.kernel.Handle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way over what others than root can change. Each step is held by a handle before it is judged,
 * and the next goes on from that handle: whatever is exchanged meanwhile is not seen. Work is then
 * done below {@code /proc/self/fd}, where the name of a handle is the very directory.
 *
 * <p>As with {@code CHASE_SAFE} of systemd, what belongs to somebody without privileges leads only
 * to that one's own. One step more is safe and taken: from such a directory, without a link, into a
 * directory of root's in it, since nobody can put one there that has stood elsewhere.
 */
final class HeldWay implements Closeable {
    /** As much as the kernel lets a link hold (PATH_MAX). */
    private static final int LONGEST_TARGET = 4096;

    private final String goal;
    private final RestOfWay rest;
    private final List<Step> steps = new ArrayList<>();

    /** What the next step is judged by: the directory that was entered or the link just met. */
    private Step guide;

    private record Step(Handle handle, Entry entry, String name) {
        static Step of(Handle handle, String name) throws IOException {
            try {
                return new Step(handle, Entry.of(handle.path()), name);
            } catch (IOException | RuntimeException e) {
                handle.close();
                throw e;
            }
        }
    }

    private HeldWay(Step root, String goal) {
        this.goal = goal;
        this.rest = new RestOfWay(goal);
        this.guide = root;
        this.steps.add(root);
    }

    static HeldWay below(Path root, String goal) throws IOException {
        Handle handle = Handle.at(root);
        return new HeldWay(Step.of(handle, "/"), goal);
    }

    /** The directory at its end, if it is there; its handle is the caller's to close. */
    Optional<Places.Directory> take() throws IOException {
        try (this) {
            while (!rest.isDone()) {
                if (!step(rest.next())) {
                    return Optional.empty();
                }
            }
            Step end = steps.removeLast();
            return Optional.of(new Places.Directory(end.handle().path(), end.handle()));
        }
    }

    private boolean step(String name) throws IOException {
        Step at = steps.getLast();
        switch (name) {
            case "." -> turnTo(at);
            case ".." -> {
                if (steps.size() > 1) {
                    steps.removeLast().handle().close();
                }
                turnTo(steps.getLast());
            }
            default -> {
                String whole = at.name().equals("/") ? "/" + name : at.name() + "/" + name;
                Optional<Handle> handle =
                        at.handle().find(name.getBytes(StandardCharsets.UTF_8), whole);
                if (handle.isEmpty()) {
                    return false;
                }
                Step next = Step.of(handle.get(), whole);
                if (next.entry().isLink()) {
                    follow(next);
                } else {
                    steps.add(next);
                    judge(next, next.entry().isDirectory() && next.entry().isTrusted());
                    guide = next;
                }
            }
        }
        return steps.getLast().entry().isDirectory();
    }

    /** To a directory that is not one step further down. */
    private void turnTo(Step directory) throws IOException {
        judge(directory, false);
        guide = directory;
    }

    private void follow(Step link) throws IOException {
        try {
            judge(link, false);
            String target = target(link);
            rest.follow(target);
            guide = link;
            if (target.startsWith("/")) {
                while (steps.size() > 1) {
                    steps.removeLast().handle().close();
                }
                turnTo(steps.getFirst());
            }
        } finally {
            link.handle().close();
        }
    }

    private static String target(Step link) throws IOException {
        var text = new byte[LONGEST_TARGET];
        long length = Handle.checked(Libc.linkTarget(link.handle().number(), text), link.name());
        return new String(text, 0, (int) length, StandardCharsets.UTF_8);
    }

    /**
     * @param roots whether it is a directory of root's
     */
    private void judge(Step next, boolean roots) throws IOException {
        Entry from = guide.entry();
        Entry to = next.entry();
        boolean own = from.isTrusted() || to.uid() == from.uid();
        if (!own && !(roots && from.isDirectory())) {
            throw new Conflict(
                    "the way to '%s' is not safe: '%s' belongs to uid %d and leads to '%s' of uid %d: name a place to which only root or its owner can change the way"
                            .formatted(goal, guide.name(), from.uid(), next.name(), to.uid()));
        }
    }

    @Override
    public void close() {
        steps.forEach(each -> each.handle().close());
        steps.clear();
    }
}
