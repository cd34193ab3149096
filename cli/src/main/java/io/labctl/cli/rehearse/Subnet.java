package io.labctl.cli.rehearse;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The 256 addresses {@code 10.213.<third>.0/24} that a rehearsal's bridge and nodes use; .1 is the
 * bridge, where labd listens.
 */
record Subnet(int third) {
    private static final int FIRST_NODE = 11;
    private static final int PREFIX = (10 << 24) | (213 << 16);

    /**
     * An IPv4 network that is in use.
     *
     * @param bits its length, 0 to 32
     */
    record Used(int address, int bits) {
        boolean overlaps(Subnet subnet) {
            int common = Math.min(bits, 24);
            int mask = common == 0 ? 0 : -1 << (32 - common);
            return (address & mask) == (subnet.address() & mask);
        }
    }

    /** Those that overlap with nothing in use. */
    static List<Subnet> free(Collection<Used> used) {
        return IntStream.range(0, 256)
                .mapToObj(Subnet::new)
                .filter(candidate -> used.stream().noneMatch(each -> each.overlaps(candidate)))
                .toList();
    }

    String bridge() {
        return "labctl" + third;
    }

    String gateway() {
        return host(1);
    }

    /**
     * A node's address.
     *
     * @param number from 1
     */
    String node(int number) {
        return host(FIRST_NODE + number - 1);
    }

    private String host(int last) {
        return "10.213.%d.%d".formatted(third, last);
    }

    private int address() {
        return PREFIX | (third << 8);
    }

    @Override
    public String toString() {
        return "10.213.%d.0/24".formatted(third);
    }
}
