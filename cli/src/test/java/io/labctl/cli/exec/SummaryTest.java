package io.labctl.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void of_many_that_ended_alike_some_names_are_told_and_the_others_counted() {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 1; i <= 12; i++) {
            outcomes.add(new Outcome(new ServerName("web" + i), "exited with 3", 3));
        }

        assertThat(new Summary(outcomes).sentence())
                .isEqualTo(
                        "none done, 12 exited with 3 (web1, web2, web3, web4, web5, web6, web7, web8, web9, web10 and 2 more)");
    }

    @Test
    void the_exit_code_is_the_highest() {
        var a = new Outcome(new ServerName("a"), "exited with 3", 3);
        var b = new Outcome(new ServerName("b"), "timed out", 124);
        var c = new Outcome(new ServerName("c"), Outcome.DONE, 0);

        assertThat(new Summary(List.of(a, b, c)).exit()).isEqualTo(124);
    }
}
