package io.labctl.facts.network;

/**
 * The text of an IPv6 address: the longest run of at least two zero groups is left out (RFC 5952,
 * 4.2).
 */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(byte[] bytes) {
        int start = 0;
        int length = 1;
        for (int group = 0; group < GROUPS; group++) {
            int run = zeros(bytes, group);
            if (run > length) {
                start = group;
                length = run;
            }
        }
        return length < 2
                ? groups(bytes, 0, GROUPS)
                : groups(bytes, 0, start) + "::" + groups(bytes, start + length, GROUPS);
    }

    private static int zeros(byte[] bytes, int from) {
        int group = from;
        while (group < GROUPS && value(bytes, group) == 0) {
            group++;
        }
        return group - from;
    }

    private static String groups(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int group = from; group < to; group++) {
            text.append(group == from ? "" : ":").append(Integer.toHexString(value(bytes, group)));
        }
        return text.toString();
    }

    private static int value(byte[] bytes, int group) {
        return ((bytes[2 * group] & 0xff) << 8) | (bytes[2 * group + 1] & 0xff);
    }
}
