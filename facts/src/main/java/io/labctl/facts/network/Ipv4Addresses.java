package io.labctl.facts.network;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Edge of the machine: the IPv4 addresses of its interfaces, whose prefix lengths no file tells.
 */
public interface Ipv4Addresses {
    /**
     * In the kernel's order, by interface; an address with a label of its own (eth0:1) stands under
     * that.
     */
    Map<String, List<Binding>> byInterface() throws IOException;
}
