package io.labctl.master.worker;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.yaml.Utf8;
import io.labctl.module.baseserver.BaseServer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Turns the sources of a module into classes with the JDK's own compiler, all in memory. */
final class SourceCompiler {
    /** Of what the compiler says, in characters. */
    private static final int LONGEST = 500;

    private final Order.Build order;

    SourceCompiler(Order.Build order) {
        this.order = order;
    }

    Answer.Built compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return failed("labd runs on a Java without a compiler: install a JDK, not a JRE");
        }
        if (order.sources().isEmpty()) {
            return failed("module has no sources in src/");
        }
        var sources = new ArrayList<JavaFileObject>();
        var broken = new ArrayList<Fault>();
        order.sources().forEach((name, bytes) -> read(name, bytes, sources, broken));
        if (!broken.isEmpty()) {
            return new Answer.Built(new TreeMap<>(), broken);
        }
        var told = new DiagnosticCollector<JavaFileObject>();
        try (var files =
                new MemoryFiles(
                        compiler.getStandardFileManager(told, Locale.ROOT, StandardCharsets.UTF_8),
                        order.dependencies())) {
            boolean well = compiler.getTask(null, files, told, options(), null, sources).call();
            List<Fault> faults = faults(told.getDiagnostics());
            if (well) {
                return new Answer.Built(files.written(), List.of());
            }
            return faults.isEmpty()
                    ? failed("compiler gave up without a word: is something nested too deeply?")
                    : new Answer.Built(new TreeMap<>(), faults);
        } catch (IOException | RuntimeException e) {
            return failed("compiler broke off: " + Printable.of(String.valueOf(e)));
        }
    }

    /** No annotation processor: the code of a module runs in compiles of catalogs only. */
    private static List<String> options() {
        return List.of("-proc:none", "-Xlint:none", "-nowarn", "-g", "-cp", api());
    }

    /** The places of what {@link ModuleClasses#isForModules} knows. */
    private static String api() {
        return Stream.of(LabModule.class, BaseServer.class, NullMarked.class)
                .map(SourceCompiler::placeOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(String name, byte[] bytes, List<JavaFileObject> sources, List<Fault> broken) {
        switch (Utf8.decode("modules/%s/%s".formatted(order.module(), name), bytes)) {
            case Utf8.Text(String text) -> sources.add(MemoryFiles.source(name, text));
            case Utf8.Broken(Place place) ->
                    broken.add(place.fault(order.module(), "source is not UTF-8: save it as such"));
        }
    }

    private List<Fault> faults(List<Diagnostic<? extends JavaFileObject>> told) {
        return told.stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(this::fault)
                .toList();
    }

    private Fault fault(Diagnostic<? extends JavaFileObject> one) {
        String message =
                Printable.of(one.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", " "), LONGEST);
        JavaFileObject source = one.getSource();
        return source == null
                ? new Fault(order.module(), null, 0, message)
                : new Fault(
                        order.module(),
                        "modules/%s%s".formatted(order.module(), source.toUri().getPath()),
                        (int) one.getLineNumber(),
                        message);
    }

    private Answer.Built failed(String message) {
        return new Answer.Built(
                new TreeMap<>(), List.of(new Fault(order.module(), null, 0, message)));
    }
}
