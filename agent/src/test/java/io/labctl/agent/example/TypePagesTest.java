package io.labctl.agent.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TypePagesTest {
    static final List<TypeExample> ALL = TypeExample.ALL;

    private static final Path PAGES = Path.of("../docs/reference/types");
    private static final String REWRITE =
            "mvn -q -pl agent -am test -Dtest=TypePagesTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";

    @ParameterizedTest
    @FieldSource("ALL")
    void a_page_says_what_the_source_says(TypeExample example) throws IOException {
        assertWritten(example.type() + ".md", TypePage.of(example));
    }

    @Test
    void the_index_names_every_type() throws IOException {
        assertWritten("README.md", TypeIndex.of(ALL));
    }

    @Test
    void every_type_has_an_example() {
        assertThat(ALL)
                .extracting(TypeExample::type)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Resource.class.getAnnotation(JsonSubTypes.class).value())
                                .map(JsonSubTypes.Type::name)
                                .toList());
    }

    private static void assertWritten(String name, String page) throws IOException {
        Path file = PAGES.resolve(name);
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(file, page);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/reference/types/%s is written by: %s", name, REWRITE)
                .isEqualTo(page);
    }
}
