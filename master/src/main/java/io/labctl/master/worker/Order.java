package io.labctl.master.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.resource.Content;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What labd asks of a worker. What a worker has been told once is named by its hash afterwards. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Build.class, name = "build"),
    @JsonSubTypes.Type(value = Order.Compile.class, name = "compile"),
})
sealed interface Order {
    /**
     * Turn the sources of a module into classes.
     *
     * @param sources by their names in the module's folder
     * @param dependencies the classes that they may use besides the module API, by binary name
     */
    record Build(
            String module,
            SortedMap<String, byte[]> sources,
            SortedMap<String, byte[]> dependencies)
            implements Order {}

    /**
     * Compile a server's catalog.
     *
     * @param modules dependencies first
     * @param known the names of all modules there are
     * @param layers broadest first
     * @param whole whether no layer is missing among them
     * @param faults what is wrong with the data already
     */
    record Compile(
            String agent,
            String role,
            SortedMap<String, String> labels,
            Facts facts,
            List<Module> modules,
            List<String> known,
            List<Layer> layers,
            boolean whole,
            List<Fault> faults)
            implements Order {}

    /**
     * A module.
     *
     * @param sha256 of its folder
     * @param key of the folder and of all that its code may use
     * @param code null when it came with labd, or when the worker has it
     */
    record Module(String name, String sha256, String key, @Nullable Code code) {}

    /**
     * What a worker needs of a module of the site.
     *
     * @param manifest the bytes of {@code module.yaml}
     * @param files what is in {@code files/}
     * @param classes by binary name
     * @param dependencies the keys of the modules whose classes it may use
     */
    record Code(
            Blob manifest,
            SortedMap<String, Content.Stored> files,
            SortedMap<String, byte[]> classes,
            List<String> dependencies) {}

    /**
     * A data file.
     *
     * @param bytes null when the worker has it
     */
    record Layer(String name, String sha256, @Nullable Blob bytes) {}
}
