package io.labctl.master.catalogs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of some content, as asked for by a Range header (RFC 9110, section 14.1.2).
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, included
 */
record ByteRange(int first, int last) {
    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=([0-9]{1,10})-([0-9]{0,10})");
    private static final Pattern SUFFIX = Pattern.compile("(?i:bytes)=-([0-9]{1,10})");

    /** What a header asks for: nothing that is understood, a part, or a part that is not there. */
    sealed interface Asked {
        /** Answer with the whole: other units and several ranges may be ignored. */
        record Whole() implements Asked {}

        record Part(ByteRange range) implements Asked {}

        record Unsatisfiable() implements Asked {}
    }

    static Asked asked(Optional<String> header, int length) {
        if (header.isEmpty()) {
            return new Asked.Whole();
        }
        Matcher single = SINGLE.matcher(header.get());
        if (single.matches()) {
            long last = single.group(2).isEmpty() ? length - 1L : Long.parseLong(single.group(2));
            return part(Long.parseLong(single.group(1)), last, length);
        }
        Matcher suffix = SUFFIX.matcher(header.get());
        if (suffix.matches()) {
            return part(Math.max(0, length - Long.parseLong(suffix.group(1))), length - 1L, length);
        }
        return new Asked.Whole();
    }

    String contentRange(int length) {
        return "bytes %d-%d/%d".formatted(first, last, length);
    }

    private static Asked part(long first, long last, int length) {
        if (first >= length || last < first) {
            return new Asked.Unsatisfiable();
        }
        return new Asked.Part(new ByteRange((int) first, (int) Math.min(last, length - 1L)));
    }
}
