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
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a program's jar and those that its manifest names. Classes older than Java 6, which are
 * picocli's, get the stack maps that the JVM asks for before it takes a class into its AOT cache;
 * their code stays as it is.
 *
 * <p>Arguments: the program's jar, the folder for the copies.
 */
final class AgentJars {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private AgentJars() {}

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
            for (Path jar : jars) {
                copy(jar, folder.resolve(jar.getFileName()), classFile);
            }
        }
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
                byte[] made = entry.getName().endsWith(".class") ? modern(old, classFile) : old;
                changed |= made != old;
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(made);
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
