import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a program's jar and those that its manifest names. Classes older than Java 6, which are
 * picocli's, get the stack maps that the JVM asks for before it takes a class into its AOT cache;
 * their code stays as it is. Of BouncyCastle only the classes are copied that the program comes to:
 * it makes a request for a certificate with it, and a JVM keeps the table of contents of each jar
 * in memory.
 *
 * <p>Arguments: the program's jar, the folder for the copies.
 */
final class ProgramJars {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
    private static final Pattern USED_IN_PART = Pattern.compile("bc(prov|pkix|util)-.*");
    private static final String CLASS = ".class";

    private ProgramJars() {}

    public static void main(String[] args) throws IOException {
        Path program = Path.of(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        List<Path> jars = jars(program);
        try (var classes = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            var classFile =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(classes)));
            ReachedClasses reached = reached(jars);
            for (Path jar : jars) {
                Path copy = folder.resolve(jar.getFileName());
                if (isUsedInPart(jar)) {
                    copyPart(jar, copy, reached);
                } else {
                    copy(jar, copy, classFile);
                }
            }
        }
    }

    private static boolean isUsedInPart(Path jar) {
        return USED_IN_PART.matcher(jar.getFileName().toString()).matches();
    }

    private static ReachedClasses reached(List<Path> jars) throws IOException {
        Map<String, byte[]> library = new HashMap<>();
        List<byte[]> program = new ArrayList<>();
        for (Path jar : jars) {
            boolean inPart = isUsedInPart(jar);
            try (var in = new JarFile(jar.toFile())) {
                for (JarEntry entry : classes(in)) {
                    byte[] bytes = in.getInputStream(entry).readAllBytes();
                    if (inPart) {
                        library.put(className(entry), bytes);
                    } else {
                        program.add(bytes);
                    }
                }
            }
        }
        var reached = new ReachedClasses(library);
        program.forEach(reached::from);
        return reached;
    }

    /** Without those for certain versions of Java only, which are never the only ones. */
    private static List<JarEntry> classes(JarFile jar) {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(CLASS))
                .filter(entry -> !entry.getName().startsWith("META-INF/"))
                .toList();
    }

    private static String className(JarEntry entry) {
        return entry.getName().substring(0, entry.getName().length() - CLASS.length());
    }

    /** Without its manifest, too, which has the signatures of what is left out. */
    private static void copyPart(Path from, Path to, ReachedClasses reached) throws IOException {
        try (var in = new JarFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : classes(in)) {
                if (reached.contains(className(entry))) {
                    put(entry, in.getInputStream(entry).readAllBytes(), out);
                }
            }
        }
    }

    private static void put(JarEntry entry, byte[] content, ZipOutputStream out)
            throws IOException {
        var copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(content);
    }

    private static List<Path> jars(Path program) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(program));
        try (var jar = new JarFile(program.toFile())) {
            String named = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : named.split(" ")) {
                jars.add(program.resolveSibling(name));
            }
        }
        return jars;
    }

    private static URL[] urls(List<Path> jars) throws IOException {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }

    private static void copy(Path from, Path to, ClassFile classFile) throws IOException {
        boolean changed = false;
        try (var in = new JarFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : in.stream().toList()) {
                byte[] old = in.getInputStream(entry).readAllBytes();
                byte[] made = entry.getName().endsWith(CLASS) ? modern(old, classFile) : old;
                changed |= made != old;
                put(entry, made, out);
            }
        }
        if (!changed) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] modern(byte[] bytes, ClassFile classFile) {
        ClassModel model = classFile.parse(bytes);
        if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return bytes;
        }
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
                    } else {
                        builder.with(element);
                    }
                };
        return classFile.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
    }
}
