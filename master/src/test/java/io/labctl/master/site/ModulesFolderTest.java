package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.labctl.catalog.module.Fault;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.ModuleFolder;
import io.labctl.master.registry.ModuleRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ModulesFolderTest {
    private static final String INSIDE = "a file of the site";
    private static final String SECRET = "only for labd, no";

    /** Long after whatever happens to the files. */
    private static final long LATER = Long.MAX_VALUE / 2;

    /** So that no look takes over what an earlier one has read. */
    private static final long UNSETTLED = 0;

    @TempDir private Path folder;
    private final ModulesFolder modules = new ModulesFolder();
    private Path site;

    @BeforeEach
    void a_site() throws IOException {
        site = Files.createDirectory(folder.resolve("site")).toRealPath();
        write("modules/greeting/files/a", INSIDE);
    }

    /** The exchange comes a little later with each look, so one of them is in the middle. */
    @Test
    void a_folder_that_becomes_a_link_between_look_and_read_leads_nowhere() throws Exception {
        manyBytesThatAreReadFirst();
        write("modules/greeting/files/deep/b", INSIDE);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("b"), SECRET);
        Path deep = site.resolve("modules/greeting/files/deep");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        for (int micros = 0; micros < 20_000; micros += 200) {
            try (var _ = new Exchange(deep, folder.resolve("parked"), link, micros)) {
                assertThat(contents(modules.look(site, UNSETTLED))).doesNotContain(SECRET);
            }
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_file_that_becomes_a_pipe_between_look_and_read_holds_nobody_up() throws Exception {
        manyBytesThatAreReadFirst();
        write("modules/greeting/files/b", INSIDE);
        Path file = site.resolve("modules/greeting/files/b");
        Path pipe = Pipes.make(folder.resolve("pipe"));

        for (int micros = 0; micros < 20_000; micros += 200) {
            try (var _ = new Exchange(file, folder.resolve("parked"), pipe, micros)) {
                assertThatCode(() -> modules.look(site, UNSETTLED)).doesNotThrowAnyException();
            }
        }
    }

    private void manyBytesThatAreReadFirst() throws IOException {
        Files.write(site.resolve("modules/greeting/files/a"), new byte[16 << 20]);
    }

    @Test
    void an_empty_folder_is_a_module_without_a_manifest() throws IOException {
        look();
        Files.createDirectory(site.resolve("modules/empty"));

        assertThat(ModuleRegistry.of(BuiltInModules.onClassPath(), look().folders()).faults())
                .map(Fault::sentence)
                .contains("module empty: modules/empty/module.yaml: module has no module.yaml");
    }

    @Test
    void a_link_is_told_as_long_as_it_is_there() throws IOException {
        assertThat(look().faults()).isEmpty();

        Path link = Files.createSymbolicLink(site.resolve("modules/greeting/b"), folder);
        assertThat(look().faults())
                .map(Fault::sentence)
                .containsExactly(
                        "modules/greeting/b: is no regular file and no folder; links are not followed");

        Files.delete(link);
        assertThat(look().faults()).isEmpty();
    }

    @Test
    void a_file_in_the_place_of_the_folder_is_told() throws IOException {
        Files.move(site.resolve("modules"), folder.resolve("parked"));
        write("modules", "");

        assertThat(look().faults())
                .map(Fault::sentence)
                .containsExactly(
                        "modules: is no regular file and no folder; links are not followed");
    }

    @Test
    void an_unchanged_folder_gives_the_very_same_modules() throws IOException {
        var first = look();

        assertThat(look()).isSameAs(first);
        write("modules/greeting/files/a", "something else");
        assertThat(look()).isNotSameAs(first);
    }

    @Test
    void there_may_be_a_thousand_modules() throws IOException {
        for (int i = 1; i < 1000; i++) {
            write("modules/m" + i + "/module.yaml", "");
        }
        assertThat(look().faults()).isEmpty();
        assertThat(look().folders()).hasSize(1000);

        write("modules/more/module.yaml", "");

        assertThat(look().faults())
                .map(Fault::sentence)
                .containsExactly("modules: has more than 1000 modules");
    }

    @Test
    void folders_in_folders_find_an_end() throws IOException {
        Files.createDirectories(site.resolve("modules/greeting").resolve("d/".repeat(60)));

        assertThat(look().faults())
                .singleElement()
                .satisfies(
                        fault ->
                                assertThat(fault.message())
                                        .isEqualTo("is nested deeper than 40 folders"));
    }

    @Test
    void of_many_faults_a_hundred_are_told() throws IOException {
        for (int i = 0; i < 150; i++) {
            Files.createSymbolicLink(site.resolve("modules/greeting/link" + i), folder);
        }

        assertThat(look().faults()).hasSize(100);
    }

    @Test
    void what_is_left_alone_or_at_fault_counts_too() throws IOException {
        Path hidden = Files.createDirectories(site.resolve("modules/greeting"));
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(hidden.resolve("." + i));
        }

        assertThat(look().faults())
                .map(Fault::sentence)
                .containsExactly(
                        "modules: has more than 10000 files and folders, which is all that is read");
    }

    @Test
    void files_together_have_a_size_that_is_told() throws IOException {
        for (String each : List.of("b", "c")) {
            try (var file =
                    new RandomAccessFile(site.resolve("modules/greeting/" + each).toFile(), "rw")) {
                file.setLength(40L << 20);
            }
        }

        assertThat(look().faults())
                .map(Fault::sentence)
                .containsExactly(
                        "modules: has more than 64 MiB of files, which is all that is read");
    }

    private SiteModules look() {
        return modules.look(site, LATER);
    }

    private static List<String> contents(SiteModules found) {
        return found.folders().stream()
                .map(ModuleFolder::files)
                .flatMap(files -> files.values().stream())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Somebody who puts something else in a place, after a while, and takes it back at the end. */
    private static final class Exchange implements AutoCloseable {
        private final Path real;
        private final Path parked;
        private final Path other;
        private final CompletableFuture<Void> exchange;

        Exchange(Path real, Path parked, Path other, int micros) {
            this.real = real;
            this.parked = parked;
            this.other = other;
            long begun = System.nanoTime();
            this.exchange =
                    CompletableFuture.runAsync(
                            () -> {
                                while (System.nanoTime() - begun < micros * 1000L) {
                                    Thread.onSpinWait();
                                }
                                exchange();
                            });
        }

        private void exchange() {
            try {
                Files.move(real, parked);
                Files.move(other, real);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            exchange.join();
            Files.move(real, other);
            Files.move(parked, real);
        }
    }
}
