package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.util.Collection;

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

    /** The first that overlaps with nothing in use. */
    static Subnet firstFree(Collection<Used> used) {
        for (int third = 0; third < 256; third++) {
            var candidate = new Subnet(third);
            if (used.stream().noneMatch(each -> each.overlaps(candidate))) {
                return candidate;
            }
        }
        throw new Unavailable("every network in 10.213.0.0/16 is in use on this machine");
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
