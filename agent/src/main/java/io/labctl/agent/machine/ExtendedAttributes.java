package io.labctl.agent.machine;

import io.labctl.catalog.kernel.CLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What xattr(7) and acl(5) tell of a file: labels, access lists and whatever people attach. Without
 * what vouches for the very bytes of a file: file capabilities, which the kernel too takes away on
 * a write, and signatures.
 */
public record ExtendedAttributes(SortedMap<String, byte[]> values) {
    public static final ExtendedAttributes NONE = new ExtendedAttributes(new TreeMap<>());

    private static final Set<String> OF_THE_CONTENT =
            Set.of("security.capability", "security.ima", "security.evm");

    /** There is no such attribute, or there are none at all here. */
    private static final Set<Long> IS_NONE = Set.of((long) Libc.ENODATA, (long) Libc.ENOTSUP);

    private static final String ACL = "system.posix_acl_access";

    /** After a version of 4 bytes: tag, permissions and number, of 2, 2 and 4 bytes. */
    private static final int ACL_ENTRY = 8;

    private static final int ACL_MASK = 0x10;
    private static final int ACL_OTHER = 0x20;

    public ExtendedAttributes {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Reads those of a file; none where the file system has no such thing. */
    public static ExtendedAttributes of(HeldEntry file) throws IOException {
        Path path = file.path();
        var values = new TreeMap<String, byte[]>();
        for (String name : names(path)) {
            byte[] value = value(path, name);
            if (value.length > 0) {
                values.put(name, value);
            }
        }
        return new ExtendedAttributes(values);
    }

    /**
     * Gives them to a file that was made for them. An access list lets nobody in before the mode
     * has been set, which is its mask: the content may come first. Where none is among them, none
     * stays that the file's folder has given it.
     */
    public void giveTo(Path path) throws IOException {
        if (!values.containsKey(ACL)) {
            require(path, "access list cannot be removed", Libc.removeAttribute(path, ACL));
        }
        for (Map.Entry<String, byte[]> each : values.entrySet()) {
            byte[] value = each.getKey().equals(ACL) ? closed(each.getValue()) : each.getValue();
            require(
                    path,
                    "attribute %s cannot be set".formatted(each.getKey()),
                    Libc.setAttribute(path, each.getKey(), value));
        }
    }

    private static void require(Path path, String trouble, long result) throws IOException {
        if (result < 0 && !IS_NONE.contains(-result)) {
            throw failure(path, trouble, result);
        }
    }

    private static List<String> names(Path path) throws IOException {
        byte[] names =
                filled(
                        path,
                        "attributes cannot be listed",
                        into -> Libc.attributeNames(path, into));
        return Arrays.stream(new String(names, StandardCharsets.UTF_8).split("\0", -1))
                .filter(name -> !name.isEmpty() && !OF_THE_CONTENT.contains(name))
                .toList();
    }

    private static byte[] value(Path path, String name) throws IOException {
        return filled(
                path,
                "attribute %s cannot be read".formatted(name),
                into -> Libc.attribute(path, name, into));
    }

    /** Asks for the size, then for as much; once more when it has grown meanwhile. */
    private static byte[] filled(Path path, String trouble, Call call) throws IOException {
        for (long size = call.into(new byte[0]); ; size = call.into(new byte[0])) {
            if (size == 0 || IS_NONE.contains(-size)) {
                return new byte[0];
            }
            var buffer = new byte[(int) Math.max(0, size)];
            long got = size < 0 ? size : call.into(buffer);
            if (got >= 0) {
                return Arrays.copyOf(buffer, (int) got);
            }
            if (got != -Libc.ERANGE) {
                throw failure(path, trouble, got);
            }
        }
    }

    private interface Call {
        long into(byte[] buffer);
    }

    private static byte[] closed(byte[] acl) {
        byte[] closed = acl.clone();
        for (int at = 4; at + ACL_ENTRY <= closed.length; at += ACL_ENTRY) {
            if (closed[at] == ACL_MASK || closed[at] == ACL_OTHER) {
                closed[at + 2] = 0;
            }
        }
        return closed;
    }

    private static FileSystemException failure(Path path, String trouble, long error) {
        return new FileSystemException(
                path.toString(), null, "%s: %s".formatted(trouble, CLibrary.words(error)));
    }
}
