package io.labctl.cli.copy;

/** The format of archives that both sides of a copy have in common. */
final class TarFormat {
    static final int BLOCK = 512;

    /** An archive is so many bytes, or a multiple of them. */
    static final int RECORD = 20 * BLOCK;

    /** One character for each byte, see {@link ByteNames}. */
    static final String ENCODING = "ISO-8859-1";

    /** All but the set-user-ID and set-group-ID bits, which are nobody's to hand on. */
    static final int MODE = 01777;

    private TarFormat() {}
}
