package io.labctl.master.compile;

import io.labctl.catalog.module.Compiled;

/** Where the code of modules runs. */
@FunctionalInterface
public interface ModuleRuntime {
    /**
     * Compiles for one server. The node knows afterwards which facts were read, wherever the code
     * ran.
     *
     * @throws io.labctl.catalog.error.Unavailable when it cannot be tried now
     */
    Outcome run(CompileOrder order);

    /**
     * How a compile ended.
     *
     * @param isLasting whether the same order would end the same way again
     */
    record Outcome(Compiled compiled, boolean isLasting) {}
}
