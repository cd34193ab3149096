package io.labctl.master.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/** What the compiler reads and writes: nothing of it touches a disk. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final List<ClassFile> dependencies = new ArrayList<>();
    private final Map<String, ClassFile> written = new TreeMap<>();

    /**
     * @param dependencies classes by their binary names
     */
    MemoryFiles(JavaFileManager files, Map<String, byte[]> dependencies) {
        super(files);
        dependencies.forEach((name, bytes) -> this.dependencies.add(new ClassFile(name, bytes)));
    }

    /** The classes that were compiled, by their binary names. */
    SortedMap<String, byte[]> written() {
        var classes = new TreeMap<String, byte[]>();
        written.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
        return classes;
    }

    static JavaFileObject source(String name, String text) {
        return new SourceFile(name, text);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        var file = new ClassFile(className, new byte[0]);
        written.put(className, file);
        return file;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        var found = new ArrayList<JavaFileObject>();
        if (ModuleClasses.isForModules(packageName + ".")) {
            super.list(location, packageName, kinds, recurse).forEach(found::add);
        }
        if (kinds.contains(JavaFileObject.Kind.CLASS)) {
            dependencies.stream().filter(each -> each.isIn(packageName)).forEach(found::add);
        }
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFile own ? own.name : super.inferBinaryName(location, file);
    }

    private static final class SourceFile extends SimpleJavaFileObject {
        private final String text;

        SourceFile(String name, String text) {
            super(uri(name), Kind.SOURCE);
            this.text = text;
        }

        /** Whatever characters a file's name has. */
        private static URI uri(String name) {
            try {
                return new URI("source", null, "/" + name, null);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name, byte[] content) {
            super(URI.create("class:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            bytes.writeBytes(content);
        }

        boolean isIn(String packageName) {
            return name.lastIndexOf('.') == packageName.length() && name.startsWith(packageName);
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }

        @Override
        public OutputStream openOutputStream() {
            bytes.reset();
            return bytes;
        }
    }
}
