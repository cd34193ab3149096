package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetTest {
    private static final int TEN = 10 << 24;
    private static final int FIRST = TEN | (213 << 16);

    @Test
    void on_a_machine_without_such_networks_the_first_is_taken() {
        var lan = new Subnet.Used((192 << 24) | (168 << 16), 24);

        assertThat(Subnet.free(List.of(lan)).getFirst()).hasToString("10.213.0.0/24");
    }

    @Test
    void a_network_that_overlaps_with_one_in_use_is_passed_over() {
        var sameNetwork = new Subnet.Used(FIRST, 24);
        var addressInTheNext = new Subnet.Used(FIRST | (1 << 8) | 77, 32);

        assertThat(Subnet.free(List.of(sameNetwork, addressInTheNext)).getFirst())
                .hasToString("10.213.2.0/24");
    }

    @Test
    void none_is_free_when_a_larger_network_covers_all_of_them() {
        var allOfTen = new Subnet.Used(TEN, 8);

        assertThat(Subnet.free(List.of(allOfTen))).isEmpty();
    }

    @Test
    void the_bridge_has_the_first_address_and_nodes_count_on_from_the_eleventh() {
        var subnet = new Subnet(4);

        assertThat(subnet.gateway()).isEqualTo("10.213.4.1");
        assertThat(subnet.node(1)).isEqualTo("10.213.4.11");
        assertThat(subnet.node(50)).isEqualTo("10.213.4.60");
    }

    @Test
    void routes_are_read_as_the_kernel_writes_them_and_the_default_route_covers_nothing() {
        var routes =
                NetworksInUse.routes(
                        List.of(
                                "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window"
                                        + " IRTT",
                                "eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0",
                                "lab 0000D50A 00000000 0001 0 0 0 00FFFFFF 0 0 0"));

        assertThat(routes).containsExactly(new Subnet.Used(FIRST, 24));
    }
}
