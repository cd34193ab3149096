package io.labctl.agent.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that this process can do without while it waits: the pages of files that it only reads, of
 * its program above all (madvise(2)). The kernel's cache of files still has those, and gives each
 * again when it is touched; not in huge pages, of which one touch brings two megabytes.
 *
 * <p>The kernel counts each page of each mapping to tell which of them are only read, so it is
 * asked for that only when there is a mapping that was not there before.
 */
public final class OwnMemory {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMemory.class);
    private static final Path MAPPINGS = Path.of("/proc/self/maps");
    private static final Path COUNTED = Path.of("/proc/self/smaps");
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_NOHUGEPAGE = 15;
    private static final int HEX = 16;

    private final MethodHandle advise = madvise();
    private Set<String> known = Set.of();
    private Set<String> onlyRead = Set.of();

    public void letGo() {
        try {
            Set<String> files = new HashSet<>(Files.readAllLines(MAPPINGS));
            files.removeIf(mapping -> !isOnlyRead(mapping));
            if (!known.containsAll(files)) {
                onlyRead = withoutPagesOfItsOwn(Files.readAllLines(COUNTED));
                known = Set.copyOf(files);
            }
            files.retainAll(onlyRead);
            files.forEach(this::letGo);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("reason", FileTrouble.sentence(e))
                    .log("memory not given back");
        }
    }

    private void letGo(String mapping) {
        String[] ends = mapping.substring(0, mapping.indexOf(' ')).split("-", -1);
        long start = Long.parseUnsignedLong(ends[0], HEX);
        long length = Long.parseUnsignedLong(ends[1], HEX) - start;
        try {
            int _ = (int) advise.invokeExact(start, length, MADV_NOHUGEPAGE);
            int _ = (int) advise.invokeExact(start, length, MADV_DONTNEED);
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library did not come about", e);
        }
    }

    /**
     * What is mapped of files and cannot be written. A mapping that could be written once may have
     * pages that are in no file, in memory or swapped out, and is left alone.
     */
    private static Set<String> withoutPagesOfItsOwn(List<String> lines) {
        Set<String> found = new HashSet<>();
        String mapping = "";
        boolean hasItsOwn = false;
        for (String line : lines) {
            if (!Character.isUpperCase(line.charAt(0))) {
                mapping = line;
                hasItsOwn = false;
            } else if (line.startsWith("Anonymous:") || line.startsWith("Swap:")) {
                hasItsOwn |= !line.endsWith(" 0 kB");
            } else if (line.startsWith("VmFlags:") && !hasItsOwn && isOnlyRead(mapping)) {
                found.add(mapping);
            }
        }
        return found;
    }

    /** Such as {@code 7f5ab5c00000-7f5ab5d00000 r-xp 00200000 fe:00 2603 /lib/libc.so.6}. */
    private static boolean isOnlyRead(String mapping) {
        return mapping.contains(" r-") && mapping.contains("/");
    }

    @SuppressWarnings("restricted") // which is what this class is for
    private static MethodHandle madvise() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("madvise"),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }
}
