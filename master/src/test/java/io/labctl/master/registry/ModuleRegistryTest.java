package io.labctl.master.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.wire.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ModuleRegistryTest {
    /** What the modules of these tests are. */
    public record Plain(String servers) implements LabModule {}

    @Test
    void the_built_in_modules_are_sound_and_base_server_is_for_all() {
        ModuleRegistry registry = ModuleRegistry.of(BuiltInModules.onClassPath(), List.of());

        assertThat(registry.faults()).isEmpty();
        assertThat(registry.assigned("anything", none()))
                .map(RegisteredModule::name)
                .contains("base-server");
    }

    @Test
    void the_hash_covers_sources_and_not_tests() {
        ModuleFolder folder = folder("ntp", "");
        var files = new TreeMap<>(folder.files());
        files.put("tests/NtpTest.java", new byte[1]);

        assertThat(new ModuleFolder("ntp", files).sha256()).isEqualTo(folder.sha256());
        files.put("src/Ntp.java", new byte[1]);
        assertThat(new ModuleFolder("ntp", files).sha256()).isNotEqualTo(folder.sha256());
    }

    @Test
    void a_folder_of_files_is_known_by_all_that_is_below_it() {
        var files = new TreeMap<>(folder("ntp", "").files());
        for (String name : List.of("files/app/a", "files/app/sub/b", "files/apple/c")) {
            files.put(name, name.getBytes(UTF_8));
        }
        RegisteredModule module =
                registry(List.of(new ModuleFolder("ntp", files))).assigned("web", none()).stream()
                        .filter(each -> each.name().equals("ntp"))
                        .findFirst()
                        .orElseThrow();

        assertThat(module.below("app"))
                .containsOnlyKeys("a", "sub/b")
                .containsEntry("sub/b", module.file("app/sub/b"));
        assertThatThrownBy(() -> module.below("ap"))
                .hasMessage("module has no folder files/ap with files in it, did you mean 'app'?");
    }

    @Test
    void targets_decide_by_any_role_and_all_labels() {
        var registry =
                registry(
                        List.of(
                                folder(
                                        "ntp",
                                        "targets: {roles: [web, db], labels: {a: b, c: d}}")));

        assertThat(registry.assigned("web", labels("a", "b", "c", "d", "e", "f"))).hasSize(1);
        assertThat(registry.assigned("app", labels("a", "b", "c", "d"))).isEmpty();
        assertThat(registry.assigned("web", labels("a", "b"))).isEmpty();
    }

    @Test
    void dependencies_come_along_and_first() {
        var registry =
                registry(
                        List.of(
                                folder("a", "targets: {roles: [web]}\ndependencies: [z]"),
                                folder("m", "targets: {roles: [none]}"),
                                folder("z", "targets: {roles: [none]}\ndependencies: [y]"),
                                folder("y", "targets: {roles: [none]}")));

        assertThat(registry.assigned("web", none()))
                .map(RegisteredModule::name)
                .containsExactly("y", "z", "a");
    }

    @Test
    void a_dependency_cycle_is_named() {
        assertThat(
                        faults(
                                folder("a", "dependencies: [b]"),
                                folder("b", "dependencies: [c]"),
                                folder("c", "dependencies: [a]")))
                .containsExactly(
                        "module a: modules/a/module.yaml: module dependency cycle: a needs b needs c needs a");
    }

    @Test
    void an_unknown_dependency_is_told_with_the_nearest() {
        assertThat(faults(folder("a", "dependencies: [chorny]"), folder("chrony", "")))
                .containsExactly(
                        "module a: modules/a/module.yaml: needs module 'chorny', which there is not, did you mean 'chrony'?");
    }

    @Test
    void a_wrong_manifest_is_told_with_its_lines() {
        var broken =
                manifest("ntp", "name: ntpd\nversion: '1'\ndescription: x\ntype: x\nversoin: 2");

        assertThat(faults(broken))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:1: name 'ntpd' is not its folder's, 'ntp'",
                        "module ntp: modules/ntp/module.yaml:2: version '1' is not three numbers, such as 1.0.0",
                        "module ntp: modules/ntp/module.yaml:5: unknown key 'versoin', did you mean 'version'?");
        assertThat(faults(manifest("ntp", "name: ntp\nversion: '1'\ndescription: x\ntype: x")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:2: version '1' is not three numbers, such as 1.0.0");
        assertThat(
                        faults(
                                manifest(
                                        "ntp",
                                        "name: ntpd\nversion: 1.0.0\ndescription: x\ntype: no.Such")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:1: name 'ntpd' is not its folder's, 'ntp'",
                        "module ntp: modules/ntp/module.yaml:4: type 'no.Such' is not a class of this module");
    }

    @Test
    void what_cannot_be_read_of_a_manifest_hides_nothing_else() {
        var broken =
                manifest(
                        "ntp",
                        "name: ntpd\nversion: *v\nversoin: 2\ndescription: [x]\ntargets: {roles: x}\n<<: {type: x}");

        assertThat(faults(broken))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:1: name 'ntpd' is not its folder's, 'ntp'",
                        "module ntp: modules/ntp/module.yaml:2: alias '*v' is not read, write the value out",
                        "module ntp: modules/ntp/module.yaml:3: unknown key 'versoin', did you mean 'version'?",
                        "module ntp: modules/ntp/module.yaml:4: key 'description' is a list, not text",
                        "module ntp: modules/ntp/module.yaml:5: key 'targets.roles' is 'x', not a list",
                        "module ntp: modules/ntp/module.yaml:6: merge key '<<' is not read, write the keys out");
    }

    @Test
    void a_manifest_that_says_nothing_is_told_in_one_sentence() {
        assertThat(faults(manifest("ntp", "# to do\n")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml: file is empty, not a map with name, version, description and type");
        assertThat(faults(manifest("ntp", "- name: ntp")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml: file holds a list, not a map with name, version, description and type");
    }

    @Test
    void who_needs_a_broken_module_is_not_told_that_there_is_none() {
        var registry =
                ModuleRegistry.of(
                        BuiltInModules.of(List.of()),
                        List.of(manifest("ntp", ""), folder("web", "dependencies: [ntp]")));

        assertThat(registry.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.module()).isEqualTo("ntp"));
    }

    @Test
    void targets_that_no_server_could_fit_are_told_with_their_lines() {
        var broken =
                folder("ntp", "targets:\n  roles: [web, Web]\n  labels:\n    a b: c\n    d: e f\n");

        assertThat(faults(broken))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:6: name 'Web' is not a plain DNS label: use 1 to 63 of a-z, 0-9 and inner hyphens",
                        "module ntp: modules/ntp/module.yaml:8: label key 'a b' is not made of at most 63 letters, digits and inner . _ / -",
                        "module ntp: modules/ntp/module.yaml:9: label value 'e f' is not made of at most 63 letters, digits and inner . _ / : -");
    }

    @Test
    void a_type_that_is_no_module_is_refused() {
        assertThat(
                        faults(
                                manifest(
                                        "ntp",
                                        "name: ntp\nversion: 1.0.0\ndescription: x\ntype: java.lang.String")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:4: type 'java.lang.String' does not implement LabModule");
    }

    @Test
    void a_described_parameter_must_be_one() {
        assertThat(faults(folder("ntp", "parameters: {server: x}")))
                .containsExactly(
                        "module ntp: modules/ntp/module.yaml:5: module has no parameter 'server', did you mean 'servers'?");
    }

    @Test
    void files_are_found_by_their_hash() {
        var files = new TreeMap<>(folder("ntp", "").files());
        byte[] bytes = "x".getBytes(UTF_8);
        files.put("files/a.conf", bytes);
        var registry = registry(List.of(new ModuleFolder("ntp", files)));

        assertThat(registry.content(Sha256.of(bytes))).contains(bytes);
        assertThat(registry.content(Sha256.of(files.getOrDefault("module.yaml", bytes)))).isEmpty();
        assertThat(registry.content("../../etc/passwd")).isEmpty();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_manifest_gives_a_module_or_faults(
            @ForAll
                    @StringLength(max = 60)
                    @AlphaChars
                    @Chars({':', ' ', '\n', '-', '[', '{', '}', '"', '&'})
                    String text) {
        var registry = registry(List.of(manifest("ntp", text)));

        assertThat(registry.names().isEmpty()).isEqualTo(!registry.faults().isEmpty());
    }

    @Test
    void a_chain_of_dependencies_may_be_long() {
        int length = 10_000;
        List<ModuleFolder> chain =
                IntStream.range(0, length)
                        .mapToObj(i -> folder("m" + i, "dependencies: [m%d]\n".formatted(i + 1)))
                        .toList();
        var all = new ArrayList<>(chain);
        all.add(folder("m" + length, ""));

        var registry = ModuleRegistry.of(BuiltInModules.of(List.of()), all);

        assertThat(registry.faults()).isEmpty();
        assertThat(registry.assigned("web", none()))
                .extracting(RegisteredModule::name)
                .startsWith("m" + length, "m" + (length - 1))
                .endsWith("m0");
    }

    private static ModuleRegistry registry(List<ModuleFolder> folders) {
        return ModuleRegistry.of(BuiltInModules.of(folders), List.of());
    }

    private static List<String> faults(ModuleFolder... folders) {
        return registry(Arrays.asList(folders)).faults().stream().map(Fault::sentence).toList();
    }

    private static ModuleFolder folder(String name, String more) {
        return manifest(
                name,
                "name: %s\nversion: 1.0.0\ndescription: x\ntype: %s\n%s"
                        .formatted(name, Plain.class.getName(), more));
    }

    private static ModuleFolder manifest(String name, String text) {
        var files = new TreeMap<String, byte[]>();
        files.put("module.yaml", text.getBytes(UTF_8));
        return new ModuleFolder(name, files);
    }

    private static SortedMap<String, String> none() {
        return Collections.emptySortedMap();
    }

    private static SortedMap<String, String> labels(String... keysAndValues) {
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            labels.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return labels;
    }
}
