package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.facts.source.FactSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir private Path root;

    @Test
    void a_debian_machine_has_every_family_of_facts_and_no_fault() {
        MachineFacts facts = FixtureMachine.debian(root).gather();

        assertThat(facts.faults()).isEmpty();
        assertThat(facts.values())
                .containsOnlyKeys(
                        "disks",
                        "dmi",
                        "filesystems",
                        "fips_enabled",
                        "hypervisors",
                        "identity",
                        "is_virtual",
                        "kernel",
                        "kernelmajversion",
                        "kernelrelease",
                        "kernelversion",
                        "load_averages",
                        "memory",
                        "mountpoints",
                        "networking",
                        "os",
                        "partitions",
                        "path",
                        "processors",
                        "system_uptime",
                        "timezone",
                        "virtual");
    }

    @Test
    void the_same_machine_gives_the_same_facts() {
        var machine = FixtureMachine.debian(root);

        assertThat(machine.gather()).isEqualTo(machine.gather());
    }

    @Test
    void a_failing_source_costs_only_its_own_facts() {
        var machine =
                new Machine(
                        List.of(new FakeSource("broken", true), new FakeSource("whole", false)));

        MachineFacts facts = machine.gather();

        assertThat(facts.values()).containsOnlyKeys("whole");
        assertThat(facts.faults())
                .containsExactly(new MachineFacts.Fault("broken", "disk on fire"));
    }

    @Test
    void a_fault_names_the_file_that_is_not_understood() {
        var machine =
                FixtureMachine.debian(root).file("/proc/meminfo", "MemTotal: lots", "garbage");

        assertThat(machine.gather().faults())
                .containsExactly(
                        new MachineFacts.Fault(
                                "memory", "/proc/meminfo has no amount for 'MemTotal'"));
    }

    @Test
    void an_empty_machine_is_gathered_too() {
        MachineFacts facts = new FixtureMachine(root).gather();

        assertThat(facts.values())
                .containsEntry("timezone", "UTC")
                .containsEntry("virtual", "physical");
        assertThat(facts.faults())
                .extracting(MachineFacts.Fault::source)
                .containsExactly(
                        "identity",
                        "kernel",
                        "load_averages",
                        "memory",
                        "processors",
                        "system_uptime");
    }

    @Test
    void this_very_machine_is_gathered_without_a_fault() {
        MachineFacts facts = new Machine(Path.of("/"), Clock.systemUTC()).gather();

        assertThat(facts.faults()).isEmpty();
        assertThat(facts.values()).containsEntry("kernel", "Linux");
    }

    private record FakeSource(String name, boolean broken) implements FactSource {
        @Override
        public SortedMap<String, Object> gather() throws IOException {
            if (broken) {
                throw new IOException("disk on fire");
            }
            return new TreeMap<>(Map.of(name, true));
        }
    }
}
