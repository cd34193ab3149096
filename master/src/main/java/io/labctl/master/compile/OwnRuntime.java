package io.labctl.master.compile;

/** labd's own process, for the modules that came with it. */
final class OwnRuntime implements ModuleRuntime {
    /** Of data files, which take some twenty times as much when they are read. */
    private static final long BINDING_BYTES = 8L << 20;

    private final Bindings bindings = new Bindings(BINDING_BYTES);

    @Override
    public Outcome run(CompileOrder order) {
        return new Outcome(
                ServerCompile.run(
                        order.node(),
                        order.trusted(),
                        order.known(),
                        order.data(),
                        bindings,
                        _ -> {}),
                true);
    }
}
