package io.labctl.facts.network;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** An IPv4 or IPv6 address that prints as RFC 5952 wants it. */
public final class IpAddress implements Comparable<IpAddress> {
    private static final int BITS = 8;

    private final byte[] bytes;

    /** From 4 or 16 bytes in network order. */
    public IpAddress(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** An IPv6 address from the 32 hexadecimal digits that procfs prints. */
    static Optional<IpAddress> ofHex(String digits) {
        try {
            return Optional.of(HexFormat.of().parseHex(digits))
                    .filter(bytes -> bytes.length == 16)
                    .map(IpAddress::new);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean isVersion6() {
        return bytes.length == 16;
    }

    boolean isLoopback() {
        return isVersion6() ? isOne() : bytes[0] == 127;
    }

    /** 169.254.0.0/16 (RFC 3927), fe80::/10 (RFC 4291). */
    boolean isLinkLocal() {
        return isVersion6()
                ? bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0x80
                : bytes[0] == (byte) 169 && bytes[1] == (byte) 254;
    }

    /** fc00::/7 (RFC 4193). */
    boolean isUniqueLocal() {
        return isVersion6() && (bytes[0] & 0xfe) == 0xfc;
    }

    /**
     * How far an IPv6 address reaches: {@code host}, {@code link}, {@code site} or {@code global}.
     */
    String scope() {
        if (isLinkLocal()) {
            return "link";
        }
        if (bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0xc0) {
            return "site";
        }
        return isLoopback() ? "host" : "global";
    }

    /** The address of this length whose first bits are ones. */
    IpAddress mask(int prefix) {
        byte[] mask = new byte[bytes.length];
        for (int bit = 0; bit < Math.min(prefix, bytes.length * BITS); bit++) {
            mask[bit / BITS] |= (byte) (0x80 >> bit % BITS);
        }
        return new IpAddress(mask);
    }

    IpAddress and(IpAddress mask) {
        byte[] network = bytes.clone();
        for (int i = 0; i < network.length; i++) {
            network[i] &= mask.bytes[i];
        }
        return new IpAddress(network);
    }

    @Override
    public int compareTo(IpAddress other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isVersion6() ? Ipv6Text.of(bytes) : dotted();
    }

    private String dotted() {
        return "%d.%d.%d.%d"
                .formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }

    private boolean isOne() {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[bytes.length - 1] == 1;
    }
}
