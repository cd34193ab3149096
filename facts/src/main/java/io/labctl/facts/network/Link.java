package io.labctl.facts.network;

import io.labctl.facts.source.Structure;
import java.util.List;
import java.util.Optional;

/** One network interface: what {@code /sys/class/net/NAME} says of it, and its addresses. */
record Link(
        String name,
        Optional<Long> index,
        Structure properties,
        List<Binding> ipv4,
        List<Binding> ipv6) {
    Link {
        ipv4 = List.copyOf(ipv4);
        ipv6 = List.copyOf(ipv6);
    }

    /** Whether it has an address by which others than its neighbours could reach it. */
    boolean isReachable() {
        return main(ipv4).filter(Link::isPublic).isPresent()
                || main(ipv6).filter(Link::isPublic).isPresent();
    }

    /**
     * The addresses that stand for the interface: {@code ip}, {@code netmask}, {@code network} and
     * the same for 6.
     */
    Structure addMainAddresses(Structure facts) {
        main(ipv4)
                .ifPresent(
                        binding ->
                                facts.with("ip", binding.address().toString())
                                        .with("netmask", binding.netmask())
                                        .with("network", binding.network()));
        main(ipv6)
                .ifPresent(
                        binding ->
                                facts.with("ip6", binding.address().toString())
                                        .with("netmask6", binding.netmask())
                                        .with("network6", binding.network())
                                        .with("scope6", binding.address().scope()));
        return facts;
    }

    Structure structure() {
        return addMainAddresses(
                new Structure()
                        .all(properties)
                        .maybe("bindings", structures(ipv4))
                        .maybe("bindings6", structures(ipv6)));
    }

    private static Optional<List<?>> structures(List<Binding> bindings) {
        return Optional.of(bindings.stream().map(binding -> binding.structure().sorted()).toList())
                .filter(list -> !list.isEmpty())
                .map(list -> list);
    }

    private static Optional<Binding> main(List<Binding> bindings) {
        return bindings.stream()
                .filter(Link::isPublic)
                .findFirst()
                .or(() -> bindings.stream().findFirst());
    }

    private static boolean isPublic(Binding binding) {
        IpAddress address = binding.address();
        return !address.isLoopback() && !address.isLinkLocal() && !address.isUniqueLocal();
    }
}
