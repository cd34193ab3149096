package io.labctl.master.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PieceSealTest {
    private static final UUID SESSION = new UUID(0, 1);
    private static final byte[] PLAIN = {1, 2, 3};

    private final PieceSeal seal = seal(SESSION, 'A');

    @Test
    void what_was_sealed_is_opened_at_its_place() {
        assertThat(seal.opened(7, seal.sealed(7, PLAIN))).hasValue(PLAIN);
    }

    @Test
    void nothing_is_opened_elsewhere_or_by_another_key() {
        byte[] sealed = seal.sealed(7, PLAIN);

        assertThat(seal.opened(8, sealed)).as("another number").isEmpty();
        assertThat(seal(new UUID(0, 2), 'A').opened(7, sealed)).as("another session").isEmpty();
        assertThat(seal(SESSION, 'B').opened(7, sealed)).as("another key").isEmpty();
    }

    @Test
    void not_one_byte_of_it_can_be_changed() {
        for (int i = 0; i < seal.sealed(7, PLAIN).length; i++) {
            byte[] changed = seal.sealed(7, PLAIN);
            changed[i]++;

            assertThat(seal.opened(7, changed)).as("byte %d", i).isEmpty();
        }
        assertThat(seal.opened(7, new byte[10])).isEmpty();
    }

    private static PieceSeal seal(UUID session, char key) {
        SecretKey aes =
                new SecretKeySpec(
                        String.valueOf(key).repeat(32).getBytes(StandardCharsets.US_ASCII), "AES");
        return new PieceSeal(session, aes, new SecureRandom());
    }
}
