package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

/** What refusals have in common. */
final class Refusals {
    private Refusals() {}

    static void refused(LabdClient.Answer answer, int status, String sentence) {
        assertThat(answer.problem().detail()).isEqualTo(sentence);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem().status()).isEqualTo(status);
    }
}
