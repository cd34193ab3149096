import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes of a library that a program comes to: those that it names, those that these name, and
 * so on. Names are looked for in everything that a class file says of others: references,
 * descriptors and signatures, and texts that are the name of a class, for those that are asked for
 * at run time. Names that are put together at run time are not found.
 */
final class ReachedClasses {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$-]+)[;<]");

    private final Map<String, byte[]> library;
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> toRead = new ArrayDeque<>();

    /**
     * Nothing is reached yet.
     *
     * @param library its classes by their names as files have them, such as {@code java/lang/Object}
     */
    ReachedClasses(Map<String, byte[]> library) {
        this.library = library;
    }

    /** From a class of the program. */
    void from(byte[] program) {
        read(program);
        while (!toRead.isEmpty()) {
            read(library.get(toRead.pop()));
        }
    }

    boolean contains(String name) {
        return reached.contains(name);
    }

    private void read(byte[] bytes) {
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
            switch (entry) {
                case ClassEntry named -> reach(named.asInternalName());
                case Utf8Entry text -> readText(text.stringValue());
                default -> {}
            }
        }
    }

    private void readText(String text) {
        reach(text.replace('.', '/'));
        Matcher descriptor = IN_DESCRIPTOR.matcher(text);
        while (descriptor.find()) {
            reach(descriptor.group(1));
        }
    }

    private void reach(String name) {
        if (library.containsKey(name) && reached.add(name)) {
            toRead.push(name);
        }
    }
}
