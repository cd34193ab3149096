package io.labctl.master.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever a stranger sends as a signing request is read or refused, and nothing else. */
class SigningRequestFuzzTest {
    private static final ServerName NAME = new ServerName("web01");
    private static final String GOOD = Csr.of("web01", Csr.p256());
    private static final byte[] DER =
            Base64.getDecoder().decode(GOOD.replaceAll("-----[^-]+-----|\\s", ""));

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void a_damaged_request_is_refused(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 10_000) Integer> places,
            @ForAll byte value) {
        byte[] der = DER.clone();
        places.forEach(place -> der[place % der.length] = value);

        read(Csr.pem(der));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_cut_or_longer_request_is_refused(@ForAll @IntRange(max = 600) int length) {
        read(Csr.pem(java.util.Arrays.copyOf(DER, length)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_are_refused(@ForAll @Size(max = 60) @ByteRange(min = -128) byte[] bytes) {
        assertThat(read(Csr.pem(bytes))).isFalse();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_text_is_refused(
            @ForAll @StringLength(max = 100) String text, @ForAll @IntRange(max = 500) int at) {
        read(text);
        read(GOOD.substring(0, Math.min(at, GOOD.length())) + text);
        read("-----BEGIN " + text + "-----\nAAAA\n-----END " + text + "-----\n");
    }

    /** Whether it was accepted. */
    private static boolean read(String pem) {
        try {
            SigningRequest.read(pem, NAME);
            return true;
        } catch (InvalidInput e) {
            assertThat(e.sentence()).startsWith("the signing request is refused: ");
            return false;
        }
    }
}
