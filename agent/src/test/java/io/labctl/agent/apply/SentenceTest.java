package io.labctl.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.resource.ResourceId;
import java.nio.file.FileSystemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
    @ParameterizedTest
    @CsvSource({
        "/proc/self/fd/7/f, /srv/f",
        "/proc/self/fd/7/.f.lab-agent, /srv/f",
        "/srv/.f.lab-agent-1, /srv/f",
        "/srv/other, /srv/other",
        "/proc/self/fd/7/deeper, deeper",
    })
    void trouble_with_a_resource_is_told_by_its_path(String file, String told) {
        var trouble = new FileSystemException(file, null, "No space left on device");

        assertThat(Sentence.of(trouble, new ResourceId("file", "/srv/f")))
                .isEqualTo("'%s': no space left on device", told);
    }
}
