package io.labctl.cli.exec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process, by what the JDK has for them in {@code jdk.unsupported}. It is asked
 * by reflection, as the compiler warns of its name and cannot be told not to. A signal that was
 * ignored when the process began, as nohup(1) does, still is.
 */
public final class ProcessSignals implements Interrupts {
    private final Class<?> signalType;
    private final Class<?> handlerType;
    private final Method handle;
    private final MethodHandle run;

    private ProcessSignals(
            Class<?> signalType, Class<?> handlerType, Method handle, MethodHandle run) {
        this.signalType = signalType;
        this.handlerType = handlerType;
        this.handle = handle;
        this.run = run;
    }

    public static ProcessSignals ofThisProcess() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            return new ProcessSignals(
                    signal,
                    handler,
                    signal.getMethod("handle", signal, handler),
                    MethodHandles.publicLookup()
                            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no module jdk.unsupported", e);
        }
    }

    @Override
    public Listening listen(Consumer<Interrupt> told) {
        List<Listening> all = new ArrayList<>();
        for (Interrupt each : Interrupt.values()) {
            all.add(on(each.name(), () -> told.accept(each)));
        }
        return () -> all.forEach(Listening::close);
    }

    /**
     * Until it is closed, this is run at each signal of that name, in a thread of its own.
     *
     * @param name without SIG
     */
    Listening on(String name, Runnable run) {
        Object before = set(name, handler(run));
        return () -> set(name, before);
    }

    private Object handler(Runnable run) {
        MethodHandle target = MethodHandles.dropArguments(this.run.bindTo(run), 0, signalType);
        return MethodHandleProxies.asInterfaceInstance(handlerType, target);
    }

    /** Answers with what was set before. */
    private Object set(String name, Object handler) {
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            return handle.invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("signal %s is not ours".formatted(name), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has signals of another kind", e);
        }
    }
}
