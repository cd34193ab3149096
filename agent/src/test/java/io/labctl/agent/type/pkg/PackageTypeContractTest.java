package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackageTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        TestMachine machine = new TestMachine(folder);
        machine.packages().archive("cron", "3.0");
        return machine;
    }

    @Override
    protected Resource wanted() {
        return Wanted.pkg("cron");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return Wanted.pkg("nowhere-to-be-had");
    }

    @Test
    void a_no_op_run_tells_of_a_package_that_is_nowhere_to_be_had() throws IOException {
        assertThat(machine().noop(impossible(machine())).getFirst().reason())
                .isEqualTo("no package 'nowhere-to-be-had' in the package lists");
    }
}
