package io.labctl.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final Optional<Certificate> WEB1 = Optional.of(new FakeCertificate("web1"));
    private static final Optional<Certificate> WEB2 = Optional.of(new FakeCertificate("web2"));

    private final BodyBudget budget = new BodyBudget(10, 6);

    @Test
    void one_client_gets_its_share_and_no_more() {
        assertThat(budget.take(WEB1, 6)).isTrue();
        assertThat(budget.take(WEB1, 1)).isFalse();
        assertThat(budget.take(WEB2, 4)).isTrue();
    }

    @Test
    void all_together_get_no_more_than_there_is() {
        budget.take(WEB1, 6);

        assertThat(budget.take(WEB2, 5)).isFalse();
        assertThat(budget.take(WEB2, 4)).isTrue();
    }

    @Test
    void what_is_given_back_can_be_taken_again() {
        budget.take(WEB1, 4);
        budget.take(WEB1, 2);
        budget.giveBack(WEB1, 4);
        budget.giveBack(WEB1, 2);

        assertThat(budget.take(WEB1, 6)).isTrue();
    }

    @Test
    void strangers_share_one_share() {
        assertThat(budget.take(Optional.empty(), 6)).isTrue();
        assertThat(budget.take(Optional.empty(), 1)).isFalse();
    }
}
