package io.labctl.master.worker;

import java.util.List;
import java.util.Map;

/**
 * The classes of one module of the site. By name it finds, besides its own, the JDK, the module
 * API, the modules that came with labd and those that it depends on. That keeps an honest module
 * from leaning on the rest of labd; another one gets at that by reflection, so the sandbox is the
 * wall.
 */
final class ModuleClasses extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** What a module may use besides the JDK. */
    private static final List<String> API =
            List.of("io.labctl.catalog.", "io.labctl.module.", "org.jspecify.");

    /** Among that, and not for modules: doors to the kernel. */
    private static final String HIDDEN = "io.labctl.catalog.kernel.";

    private final Map<String, byte[]> classes;
    private final List<ModuleClasses> dependencies;

    ModuleClasses(Map<String, byte[]> classes, List<ModuleClasses> dependencies) {
        super(ClassLoader.getPlatformClassLoader());
        this.classes = Map.copyOf(classes);
        this.dependencies = List.copyOf(dependencies);
    }

    /**
     * Whether a module sees this class that it does not bring itself.
     *
     * @param name a binary one
     */
    static boolean isForModules(String name) {
        return API.stream().anyMatch(name::startsWith) && !name.startsWith(HIDDEN);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes != null) {
            return defineClass(name, bytes, 0, bytes.length);
        }
        for (ModuleClasses each : dependencies) {
            if (each.classes.containsKey(name)) {
                return each.loadClass(name);
            }
        }
        if (isForModules(name)) {
            return Class.forName(name, false, ModuleClasses.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }
}
