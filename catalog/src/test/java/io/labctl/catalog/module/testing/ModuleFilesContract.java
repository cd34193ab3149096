package io.labctl.catalog.module.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts for the files of a module wherever they are. */
public abstract class ModuleFilesContract {
    /** Of a module with {@code app/conf/a} and {@code app/readme}, each of which holds its name. */
    protected abstract ModuleFiles files();

    @Test
    void a_file_has_the_hash_of_its_content() {
        assertThat(files().file("app/readme")).isEqualTo(holding("app/readme"));
    }

    @Test
    void below_a_folder_are_all_of_its_files_by_their_names_from_there() {
        assertThat(files().below("app"))
                .containsOnlyKeys("conf/a", "readme")
                .containsEntry("conf/a", holding("app/conf/a"));
        assertThat(files().below("app/conf")).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "app/",
                "app//conf",
                "./app",
                "app/conf/..",
                "app/readme",
                "ap",
                "gone"
            })
    void what_is_no_folder_with_files_is_refused(String folder) {
        assertThatThrownBy(() -> files().below(folder))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has no folder files/%s with files in it", folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "app/",
                "app//readme",
                "./app/readme",
                "app/../app/readme",
                "gone"
            })
    void what_is_no_file_is_refused(String name) {
        assertThatThrownBy(() -> files().file(name))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has no files/" + name);
    }

    private static Content.Stored holding(String text) {
        return new Content.Stored(Sha256.of(text), text.length());
    }
}
